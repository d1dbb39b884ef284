//! The modification rules: each explains one kind of change that the standard allows.

mod annotation;
pub(super) mod catalog;
mod field;
mod fill;
pub(super) mod form;
pub(super) mod pages;
mod signing;
pub(super) mod structure;
