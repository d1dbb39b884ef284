//! Links AWS-LC in the place of OpenSSL's libcrypto.
extern crate aws_lc_sys;
