//! UTCTime and GeneralizedTime in UTC (RFC 5280, 4.1.2.5). Times are seconds since 1970.

use chrono::{DateTime, NaiveDate};

use super::ber::{Malformed, Tlv};
use super::{der, tag};

/// The first second of the year 0 and the last of the year 9999, the range of GeneralizedTime.
const WRITABLE: (i64, i64) = (-62_167_219_200, 253_402_300_799);

/// Reads a UTCTime or GeneralizedTime; drops fractions of a second.
pub(crate) fn read(element: &Tlv<'_>) -> Result<i64, Malformed> {
    let text = std::str::from_utf8(element.content).map_err(|_| Malformed)?;
    let text = text.strip_suffix('Z').ok_or(Malformed)?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return Err(Malformed);
    }
    let full = match (element.tag, whole.len()) {
        (tag::UTC_TIME, 12) if whole < "50" => format!("20{whole}"),
        (tag::UTC_TIME, 12) => format!("19{whole}"),
        (tag::GENERALIZED_TIME, 14) => whole.to_owned(),
        _ => return Err(Malformed),
    };
    seconds(&full).ok_or(Malformed)
}

/// The time of fourteen digits, from the year to the second. A leap second becomes the first second of the next minute.
fn seconds(digits: &str) -> Option<i64> {
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (hour, minute, second) = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
    let date = NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?;
    let minute = date.and_hms_opt(hour, minute, 0)?.and_utc().timestamp();
    (second <= 60).then(|| minute + i64::from(second))
}

/// Writes a time: UTCTime until 2049, then GeneralizedTime.
pub(crate) fn write(unix: i64) -> Vec<u8> {
    let (first, last) = WRITABLE;
    let moment = DateTime::from_timestamp(unix.clamp(first, last), 0).unwrap_or_default();
    let digits = moment.format("%Y%m%d%H%M%SZ").to_string();
    if ("1950".."2050").contains(&&digits[..4]) {
        der::tlv(tag::UTC_TIME, &digits.as_bytes()[2..])
    } else {
        der::tlv(tag::GENERALIZED_TIME, digits.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::asn1::ber::Tlv;
    use crate::asn1::tag;

    #[test]
    fn reads_times() {
        let at = |tag, text: &str| {
            read(&Tlv {
                tag,
                raw: &[],
                content: text.as_bytes(),
                indefinite: false,
            })
            .ok()
        };
        assert_eq!(
            at(tag::GENERALIZED_TIME, "20261106212000.25Z"),
            Some(1_794_000_000)
        );
        assert_eq!(at(tag::UTC_TIME, "000229123456Z"), Some(951_827_696));
        assert_eq!(at(tag::UTC_TIME, "700101000000Z"), Some(0));
        assert_eq!(at(tag::UTC_TIME, "701301000000Z"), None);
        assert_eq!(at(tag::GENERALIZED_TIME, "20261106212000+0100"), None);
    }

    #[test]
    fn writes_times() {
        assert_eq!(write(0), b"\x17\x0d700101000000Z");
        assert_eq!(write(4_107_542_400), b"\x18\x0f21000301000000Z");
        assert_eq!(write(i64::MIN), b"\x18\x0f00000101000000Z");
        assert_eq!(write(i64::MAX), b"\x18\x0f99991231235959Z");
    }
}
