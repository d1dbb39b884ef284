//! Functions that jump (ISO 32000-2, 7.10). The renderer rounds tints to steps of 1/255, other readers
//! don't: near a jump, the same tint gives them different colours.

/// Half the renderer's rounding steps of a tint.
const STEPS: usize = 510;
/// The same for functions of several tints, on each sampled line.
const STEPS_OF_MANY: usize = 64;
/// The fewest useful steps.
const FEWEST_STEPS: usize = 16;
/// Most work that one function may take.
const MAX_WORK: usize = 4_000_000;
/// Most numbers near which the search looks for jumps.
const MAX_NUMBERS: usize = 200;
/// The part of its range by which a result may change over the smallest distance.
const LEAP: f64 = 0.1;
/// The offset on either side of such a number.
const NEAR: f64 = 1e-6;

/// The range of an input or an output.
pub(super) type Span = (f64, f64);

/// The outputs of a function for its inputs; `None` if the standard leaves them open.
pub(super) type Results<'f> = &'f dyn Fn(&[f64]) -> Option<Vec<f64>>;

/// Whether a function has a result everywhere and jumps nowhere, sampled over its domain and near these
/// numbers. `work` is the cost of one evaluation.
pub(super) fn is_steady(
    results: Results<'_>,
    work: usize,
    domain: &[Span],
    range: &[Span],
    numbers: &[f64],
) -> bool {
    let lines = lines(domain.len());
    let Some(places) = places(work, lines.len(), domain, numbers) else {
        return false;
    };
    let walk = Walk {
        results,
        domain,
        range,
    };
    lines.iter().all(|line| walk.is_steady(line, &places))
}

/// Whether a function has a result at every sampled point.
pub(super) fn is_defined(
    results: Results<'_>,
    work: usize,
    domain: &[Span],
    outputs: usize,
) -> bool {
    let lines = lines(domain.len());
    let range = vec![(0.0, 1.0); outputs];
    let walk = Walk {
        results,
        domain,
        range: &range,
    };
    let Some(places) = places(work, lines.len(), domain, &[]) else {
        return false;
    };
    let mut all = lines
        .iter()
        .flat_map(|line| places.iter().map(move |place| (line, place)));
    all.all(|(line, place)| walk.at(line, *place).is_some())
}

/// The sample points along each of this many lines; `None` if that is too much work.
fn places(work: usize, lines: usize, domain: &[Span], numbers: &[f64]) -> Option<Vec<f64>> {
    let most = if domain.len() == 1 {
        STEPS
    } else {
        STEPS_OF_MANY
    };
    let steps = (MAX_WORK / work.max(1).saturating_mul(lines.max(1))).min(most);
    if steps < FEWEST_STEPS {
        return None;
    }
    let mut places: Vec<f64> = (0..=steps).map(|at| at as f64 / steps as f64).collect();
    if let [(least, greatest)] = domain {
        places.extend(around(numbers, *least, *greatest));
    }
    places.sort_by(f64::total_cmp);
    Some(places)
}

/// The points of a line at and around some numbers.
fn around(numbers: &[f64], least: f64, greatest: f64) -> Vec<f64> {
    let places = numbers
        .iter()
        .map(|number| (number - least) / (greatest - least));
    places
        .filter(|place| (0.0..=1.0).contains(place))
        .take(MAX_NUMBERS)
        .flat_map(|place| [place - NEAR, place, place + NEAR])
        .map(|place| place.clamp(0.0, 1.0))
        .collect()
}

/// Start and end of each input on a line through the domain, as parts of its span.
type Line = Vec<Span>;

/// Lines along each input while the others are at either end, and along all of them at once.
fn lines(inputs: usize) -> Vec<Line> {
    let mut lines = vec![vec![(0.0, 1.0); inputs]];
    for axis in (0..inputs).filter(|_| inputs > 1) {
        for end in [0.0, 1.0] {
            let mut line = vec![(end, end); inputs];
            if let Some(own) = line.get_mut(axis) {
                *own = (0.0, 1.0);
            }
            lines.push(line);
        }
    }
    lines
}

struct Walk<'f> {
    results: Results<'f>,
    domain: &'f [Span],
    range: &'f [Span],
}

impl Walk<'_> {
    fn is_steady(&self, line: &Line, places: &[f64]) -> bool {
        let mut before: Option<(f64, Vec<f64>)> = None;
        for place in places {
            let Some(values) = self.at(line, *place) else {
                return false;
            };
            if let Some((from, first)) = before
                && self.jumps(line, (from, first), (*place, values.clone()))
            {
                return false;
            }
            before = Some((*place, values));
        }
        true
    }

    /// Whether the results still differ over the smallest distance between two points where they differ.
    fn jumps(&self, line: &Line, first: (f64, Vec<f64>), last: (f64, Vec<f64>)) -> bool {
        let (mut first, mut last) = (first, last);
        while self.leaps(&first.1, &last.1) {
            if last.0 - first.0 <= 1.0 / STEPS as f64 + NEAR {
                return true;
            }
            let middle = (first.0 + last.0) / 2.0;
            let Some(values) = self.at(line, middle) else {
                return true;
            };
            match self.way(&first.1, &values) > self.way(&values, &last.1) {
                true => last = (middle, values),
                false => first = (middle, values),
            }
        }
        false
    }

    fn leaps(&self, one: &[f64], other: &[f64]) -> bool {
        self.way(one, other) > LEAP
    }

    /// How far the results change, as parts of their ranges.
    fn way(&self, one: &[f64], other: &[f64]) -> f64 {
        let pairs = one.iter().zip(other).zip(self.range);
        pairs
            .map(|((one, other), (least, greatest))| {
                let span = (greatest - least).max(f64::MIN_POSITIVE);
                (one - other).abs() / span
            })
            .fold(0.0, f64::max)
    }

    /// The results at a point of a line, clipped to their ranges.
    fn at(&self, line: &Line, place: f64) -> Option<Vec<f64>> {
        let ends = line.iter().zip(self.domain);
        let inputs: Vec<f64> = ends
            .map(|((from, to), (least, greatest))| {
                let part = from + place * (to - from);
                (least + part * (greatest - least)).clamp(*least, *greatest)
            })
            .collect();
        let found = (self.results)(&inputs)?;
        let within = found.iter().zip(self.range);
        Some(
            within
                .map(|(value, (least, greatest))| value.clamp(*least, *greatest))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::calculate::Calculator;
    use super::*;

    fn steady(program: &str, inputs: usize) -> bool {
        let unit = vec![(0.0, 1.0); inputs];
        let program = Calculator::read(program.as_bytes()).unwrap();
        let results = |inputs: &[f64]| program.run(inputs, 1);
        is_steady(
            &results,
            program.length,
            &unit,
            &[(0.0, 1.0)],
            &program.numbers(),
        )
    }

    #[test]
    fn programs_that_jump_are_noticed() {
        assert!(steady("{ 1 exch sub }", 1));
        assert!(steady("{ 10 mul 4.5 sub }", 1));
        assert!(steady("{ 0.5 sub dup 0 lt { pop 0 } if }", 1));
        assert!(steady("{ add add 3 div 1 exch sub }", 3));
        assert!(!steady("{ 0.5 gt { 1 } { 0 } ifelse }", 1));
        assert!(!steady("{ 3 mul floor 3 div }", 1));
        let narrow = "{ dup 0.3001 gt exch 0.3002 lt and { 1 } { 0 } ifelse }";
        assert!(!steady(narrow, 1));
        assert!(!steady("{ pop pop 0.5 gt { 1 } { 0 } ifelse }", 3));
        assert!(!steady("{ pop }", 1));
        let endless = format!("{{ {} }}", "1 mul ".repeat(200_000));
        assert!(!steady(&endless, 1));
    }
}
