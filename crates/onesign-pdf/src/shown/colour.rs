//! The brightness of colours.

/// The brightness of a colour, from 0 to 1; `None` if the numbers are not a colour.
pub fn brightness(colour: &[f64]) -> Option<f64> {
    let light = match *colour {
        [] => 1.0,
        [grey] => grey,
        [red, green, blue] => 0.3 * red + 0.59 * green + 0.11 * blue,
        [cyan, magenta, yellow, black] => {
            (1.0 - black) * (1.0 - 0.3 * cyan - 0.59 * magenta - 0.11 * yellow)
        }
        _ => return None,
    };
    (0.0..=1.0).contains(&light).then_some(light)
}

#[cfg(test)]
mod tests {
    use super::brightness;

    #[test]
    fn a_colour_is_as_bright_as_it_looks() {
        for (colour, least, most) in [
            (&[1.0][..], 1.0, 1.0),
            (&[1.0, 1.0, 0.0], 0.8, 0.9),
            (&[0.0, 0.0, 0.0, 1.0], 0.0, 0.0),
            (&[0.0, 0.0, 1.0], 0.1, 0.2),
        ] {
            let light = brightness(colour).unwrap_or(f64::NAN);
            assert!((least..=most).contains(&light), "{colour:?}: {light}");
        }
        assert_eq!(brightness(&[1.0, 1.0]), None);
        assert_eq!(brightness(&[7.0]), None);
    }
}
