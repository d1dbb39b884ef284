//! Prepares the headers that SQLCipher is compiled with: those of AWS-LC, and `EVP_MAC` in front of its HMAC.
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=evp_mac.h");
    let from = aws_lc_headers().join("openssl");
    let include = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder for the output")).join("include");
    let to = include.join("openssl");
    copy(&from, &to)?;
    fs::copy("evp_mac.h", to.join("evp_mac.h"))?;
    let hmac = to.join("hmac.h");
    fs::write(&hmac, fs::read_to_string(&hmac)? + "\n#include <openssl/evp_mac.h>\n")?;
    println!("cargo:include={}", include.display());
    Ok(())
}

/// The headers of the AWS-LC that is built. The name of its variable holds its version.
fn aws_lc_headers() -> PathBuf {
    env::vars_os()
        .find_map(|(name, value)| {
            let name = name.to_str()?;
            (name.starts_with("DEP_AWS_LC_") && name.ends_with("_INCLUDE")).then(|| PathBuf::from(value))
        })
        .expect("aws-lc-sys tells where its headers are")
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
