//! Mail: what people are told, and how it leaves.

mod message;
mod smtp;
mod template;

pub(crate) use message::{Mail, MailError};
pub(crate) use smtp::Smtp;
pub(crate) use template::{About, Words, write};
