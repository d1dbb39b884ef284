//! Dates as PDF writes them (ISO 32000-2, 7.9.4).

use std::fmt;

use crate::object::Object;

/// A moment in UTC, written `D:YYYYMMDDHHmmSSZ`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfDate(String);

impl PdfDate {
    /// The date of a moment given in seconds since 1970-01-01T00:00:00Z. Years outside 0–9999, which the
    /// format can't write, become the nearest possible date.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Self {
        let seconds = seconds.clamp(-62_167_219_200, 253_402_300_799);
        let (year, month, day) = civil(seconds.div_euclid(86_400));
        let rest = seconds.rem_euclid(86_400);
        let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
        Self(format!(
            "D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z"
        ))
    }

    /// `D:20261106212000+01'00'` as `2026-11-06 21:20:00 +01:00`; a text that is not a date (7.9.4) stays
    /// as it is.
    #[must_use]
    pub fn readable(date: &str) -> String {
        let digits = date.strip_prefix("D:").unwrap_or(date);
        let Some((moment, zone)) = digits.split_at_checked(14) else {
            return date.to_owned();
        };
        if !moment.bytes().all(|byte| byte.is_ascii_digit()) {
            return date.to_owned();
        }
        let part = |from: usize, to: usize| &moment[from..to];
        let zone = match zone {
            "Z" | "Z00'00'" | "Z00'00" | "+00'00'" | "+00'00" => "UTC".to_owned(),
            other => other.trim_end_matches('\'').replace('\'', ":"),
        };
        let text = format!(
            "{}-{}-{} {}:{}:{} {zone}",
            part(0, 4),
            part(4, 6),
            part(6, 8),
            part(8, 10),
            part(10, 12),
            part(12, 14)
        );
        text.trim_end().to_owned()
    }

    /// The text, `D:` included.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date as a string object.
    #[must_use]
    pub fn object(&self) -> Object {
        Object::String(self.0.as_bytes().to_vec())
    }
}

impl fmt::Display for PdfDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Year, month and day of a day counted from 1970-01-01 in the proleptic Gregorian calendar. It counts
/// from 1 March of year 0, so that the leap day ends the year.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::PdfDate;

    #[test]
    fn known_moments() {
        for (seconds, text) in [
            (0, "D:19700101000000Z"),
            (-1, "D:19691231235959Z"),
            (951_827_696, "D:20000229123456Z"),
            (1_794_000_000, "D:20261106212000Z"),
            (4_107_542_400, "D:21000301000000Z"),
            (i64::MAX, "D:99991231235959Z"),
            (i64::MIN, "D:00000101000000Z"),
        ] {
            assert_eq!(PdfDate::from_unix(seconds).as_str(), text);
        }
    }

    #[test]
    fn dates_of_pdfs_for_people() {
        for (date, text) in [
            ("D:20261106212000Z", "2026-11-06 21:20:00 UTC"),
            ("D:20261106212000+01'00'", "2026-11-06 21:20:00 +01:00"),
            ("D:20261106212000-05'30", "2026-11-06 21:20:00 -05:30"),
            ("D:20261106212000", "2026-11-06 21:20:00"),
            ("yesterday", "yesterday"),
            ("D:2026é106212000Z", "D:2026é106212000Z"),
        ] {
            assert_eq!(PdfDate::readable(date), text);
        }
    }
}
