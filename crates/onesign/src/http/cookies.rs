//! Cookies of an answer.

use crate::problem::Problem;
use axum::http::{HeaderMap, HeaderValue, header};

/// The headers that have a browser keep these cookies.
///
/// # Errors
/// An internal error for a cookie that no header can carry.
pub(crate) fn set(cookies: &[String]) -> Result<HeaderMap, Problem> {
    let mut headers = HeaderMap::new();
    for cookie in cookies {
        let value = HeaderValue::from_str(cookie).map_err(|e| Problem::internal(&e))?;
        headers.append(header::SET_COOKIE, value);
    }
    Ok(headers)
}
