//! Runs the programs of calculator functions as ISO 32000-2, 7.10.5 requires. Errors and cases that it leaves open
//! give no result, because readers then differ.

use super::program::words;

/// How deep the stack may be, as in other readers.
const MAX_STACK: usize = 100;
/// Beyond these, the renderer's numbers can't represent every integer.
const MAX_INTEGER: f64 = 16_777_216.0;

/// A number or a truth value.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Value {
    Integer(i32),
    Real(f64),
    Truth(bool),
}

use Value::{Integer, Real, Truth};

/// One step of a program.
#[derive(Debug)]
enum Step {
    Push(Value),
    Do(Vec<u8>),
    If(Vec<Self>, Vec<Self>),
}

/// An executable program.
pub(super) struct Calculator {
    steps: Vec<Step>,
    /// How many steps it has, including those of all its parts.
    pub(super) length: usize,
}

impl Calculator {
    /// Reads a rewritten program.
    pub(super) fn read(program: &[u8]) -> Option<Self> {
        let mut open: Vec<Vec<Step>> = Vec::new();
        // Braced parts that no operator has used yet, each with its depth.
        let mut parts: Vec<Vec<Step>> = Vec::new();
        let words = words(program);
        let length = words.len();
        for word in words {
            let step = match word {
                b"{" => {
                    open.push(Vec::new());
                    continue;
                }
                b"}" => {
                    parts.push(open.pop()?);
                    continue;
                }
                b"if" => Step::If(parts.pop()?, Vec::new()),
                b"ifelse" => {
                    let otherwise = parts.pop()?;
                    Step::If(parts.pop()?, otherwise)
                }
                b"true" => Step::Push(Truth(true)),
                b"false" => Step::Push(Truth(false)),
                word => match std::str::from_utf8(word).ok()? {
                    text if !text.ends_with(|last: char| last.is_ascii_digit()) => {
                        Step::Do(word.to_vec())
                    }
                    text => Step::Push(match text.parse() {
                        Ok(integer) => Integer(integer),
                        Err(_) => Real(text.parse().ok()?),
                    }),
                },
            };
            open.last_mut()?.push(step);
        }
        let steps = parts.pop()?;
        (open.is_empty() && parts.is_empty()).then_some(Self { steps, length })
    }

    /// The numbers in the program.
    pub(super) fn numbers(&self) -> Vec<f64> {
        let mut found = Vec::new();
        let mut open = vec![self.steps.as_slice()];
        while let Some(steps) = open.pop() {
            for step in steps {
                match step {
                    Step::Push(value) => found.extend(value.number()),
                    Step::If(then, otherwise) => open.extend([then.as_slice(), otherwise]),
                    Step::Do(_) => {}
                }
            }
        }
        found
    }

    /// The program's outputs for these inputs: the given number of values from the top of the stack.
    pub(super) fn run(&self, inputs: &[f64], outputs: usize) -> Option<Vec<f64>> {
        let mut stack = Stack(inputs.iter().copied().map(Real).collect());
        stack.run(&self.steps)?;
        let start = stack.0.len().checked_sub(outputs)?;
        let results = stack.0.get(start..)?.iter();
        results.map(|value| value.number()).collect()
    }
}

impl Value {
    fn number(self) -> Option<f64> {
        match self {
            Integer(value) => Some(f64::from(value)),
            Real(value) => Some(value),
            Truth(_) => None,
        }
    }
}

struct Stack(Vec<Value>);

impl Stack {
    fn run(&mut self, steps: &[Step]) -> Option<()> {
        for step in steps {
            match step {
                Step::Push(value) => self.push(*value)?,
                Step::Do(operator) => self.operator(operator)?,
                Step::If(then, otherwise) => match self.0.pop()? {
                    Truth(true) => self.run(then)?,
                    Truth(false) => self.run(otherwise)?,
                    _ => return None,
                },
            }
        }
        Some(())
    }

    fn push(&mut self, value: Value) -> Option<()> {
        let is_sound = match value {
            Integer(value) => f64::from(value).abs() <= MAX_INTEGER,
            Real(value) => value.is_finite(),
            Truth(_) => true,
        };
        (is_sound && self.0.len() < MAX_STACK).then(|| self.0.push(value))
    }

    fn number(&mut self) -> Option<f64> {
        self.0.pop()?.number()
    }

    /// A whole number; readers treat one as an integer, whatever its origin.
    fn integer(&mut self) -> Option<i32> {
        let value = self.number()?;
        (value.fract() == 0.0 && value.abs() <= MAX_INTEGER).then_some(value as i32)
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.integer()?).ok()
    }

    fn operator(&mut self, operator: &[u8]) -> Option<()> {
        let result = match operator {
            b"abs" | b"neg" | b"ceiling" | b"floor" | b"round" | b"truncate" | b"cvi" | b"cvr"
            | b"sqrt" | b"sin" | b"cos" | b"ln" | b"log" => {
                let value = self.0.pop()?;
                one(operator, value)?
            }
            b"add" | b"sub" | b"mul" => {
                let (second, first) = (self.0.pop()?, self.0.pop()?);
                sum(operator, first, second)?
            }
            b"div" | b"exp" | b"atan" => {
                let (second, first) = (self.number()?, self.number()?);
                Real(match operator {
                    b"div" => Some(first / second),
                    b"exp" => Some(first.powf(second)),
                    _ if first == 0.0 && second == 0.0 => None,
                    _ => Some(first.atan2(second).to_degrees().rem_euclid(360.0)),
                }?)
            }
            b"idiv" | b"mod" => {
                let (second, first) = (self.integer()?, self.integer()?);
                Integer(match operator {
                    b"idiv" => first.checked_div(second)?,
                    _ => first.checked_rem(second)?,
                })
            }
            b"bitshift" => {
                let (by, value) = (self.integer()?, self.integer()?);
                let is_plain = value >= 0 && by.unsigned_abs() < 24;
                let shifted = match by < 0 {
                    true => i64::from(value) >> by.unsigned_abs().min(63),
                    false => i64::from(value) << by.unsigned_abs().min(24),
                };
                Integer(i32::try_from(shifted).ok().filter(|_| is_plain)?)
            }
            b"and" | b"or" | b"xor" => {
                let (second, first) = (self.0.pop()?, self.0.pop()?);
                bitwise(operator, first, second)?
            }
            // For an integer, some readers invert the bits and some make a Boolean.
            b"not" => match self.0.pop()? {
                Truth(value) => Truth(!value),
                _ => return None,
            },
            b"eq" | b"ne" | b"gt" | b"ge" | b"lt" | b"le" => {
                let (second, first) = (self.0.pop()?, self.0.pop()?);
                compared(operator, first, second)?
            }
            _ => return self.manage(operator),
        };
        self.push(result)
    }

    /// Operators that rearrange the stack.
    fn manage(&mut self, operator: &[u8]) -> Option<()> {
        match operator {
            b"pop" => self.0.pop().map(|_| ()),
            b"exch" => {
                let (second, first) = (self.0.pop()?, self.0.pop()?);
                self.0.extend([second, first]);
                Some(())
            }
            b"dup" => self.push(*self.0.last()?),
            b"copy" => {
                let count = self.count()?;
                let start = self.0.len().checked_sub(count)?;
                let copies = self.0.get(start..)?.to_vec();
                copies.into_iter().try_for_each(|value| self.push(value))
            }
            b"index" => {
                let back = self.count()?.checked_add(1)?;
                let at = self.0.len().checked_sub(back)?;
                self.push(*self.0.get(at)?)
            }
            b"roll" => {
                let (by, count) = (self.integer()?, self.count()?);
                let start = self.0.len().checked_sub(count)?;
                let rolled = self.0.get_mut(start..)?;
                if !rolled.is_empty() {
                    let by = i64::from(by).rem_euclid(rolled.len() as i64);
                    rolled.rotate_right(by as usize);
                }
                Some(())
            }
            _ => None,
        }
    }
}

fn one(operator: &[u8], value: Value) -> Option<Value> {
    if let Integer(value) = value {
        match operator {
            b"abs" => return value.checked_abs().map(Integer),
            b"neg" => return value.checked_neg().map(Integer),
            b"ceiling" | b"floor" | b"round" | b"truncate" | b"cvi" => return Some(Integer(value)),
            _ => {}
        }
    }
    let value = value.number()?;
    Some(Real(match operator {
        b"abs" => value.abs(),
        b"neg" => -value,
        b"ceiling" => value.ceil(),
        b"floor" => value.floor(),
        // Readers round negative halves either way.
        b"round" if value < 0.0 && value.fract() == -0.5 => return None,
        b"round" => value.round(),
        b"truncate" => value.trunc(),
        b"cvi" if value.abs() <= MAX_INTEGER => return Some(Integer(value as i32)),
        b"cvr" => value,
        b"sqrt" => value.sqrt(),
        b"sin" => value.to_radians().sin(),
        b"cos" => value.to_radians().cos(),
        b"ln" => value.ln(),
        b"log" => value.log10(),
        _ => return None,
    }))
}

fn sum(operator: &[u8], first: Value, second: Value) -> Option<Value> {
    if let (Integer(first), Integer(second)) = (first, second) {
        return Some(Integer(match operator {
            b"add" => first.checked_add(second)?,
            b"sub" => first.checked_sub(second)?,
            _ => first.checked_mul(second)?,
        }));
    }
    let (first, second) = (first.number()?, second.number()?);
    Some(Real(match operator {
        b"add" => first + second,
        b"sub" => first - second,
        _ => first * second,
    }))
}

fn bitwise(operator: &[u8], first: Value, second: Value) -> Option<Value> {
    Some(match (first, second, operator) {
        (Truth(first), Truth(second), b"and") => Truth(first && second),
        (Truth(first), Truth(second), b"or") => Truth(first || second),
        (Truth(first), Truth(second), _) => Truth(first != second),
        (Integer(first), Integer(second), b"and") => Integer(first & second),
        (Integer(first), Integer(second), b"or") => Integer(first | second),
        (Integer(first), Integer(second), _) => Integer(first ^ second),
        _ => return None,
    })
}

fn compared(operator: &[u8], first: Value, second: Value) -> Option<Value> {
    if let (Truth(first), Truth(second)) = (first, second) {
        return match operator {
            b"eq" => Some(Truth(first == second)),
            b"ne" => Some(Truth(first != second)),
            _ => None,
        };
    }
    if let (Integer(first), Integer(second), b"eq" | b"ne") = (first, second, operator) {
        return Some(Truth((first == second) == (operator == b"eq")));
    }
    let (first, second) = (first.number()?, second.number()?);
    Some(Truth(match operator {
        // Readers round fractional numbers differently.
        b"eq" | b"ne" => return None,
        b"gt" => first > second,
        b"ge" => first >= second,
        b"lt" => first < second,
        _ => first <= second,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(program: &str, inputs: &[f64]) -> Option<Vec<f64>> {
        Calculator::read(program.as_bytes())?.run(inputs, 1)
    }

    #[test]
    fn programs_are_executed() {
        for (program, expected) in [
            ("{ dup 0.5 gt { pop 1 } { pop 0 } ifelse }", 0.0),
            ("{ 0.5 gt not { 3 } { 4 } ifelse }", 3.0),
            ("{ 0.4 ge { 7 } if }", 7.0),
            ("{ pop 1 2 3 3 -1 roll }", 1.0),
            ("{ pop 1 2 3 3 1 roll }", 2.0),
            ("{ pop 1 2 3 2 index }", 1.0),
            ("{ pop 7 2 idiv 7 2 mod add 1 3 bitshift or }", 12.0),
            ("{ 2 exp 4 mul cvi 5 xor }", 4.0),
            ("{ pop 1 1 atan 44.0 gt true and { 1 } { 0 } ifelse }", 1.0),
            ("{ 1 copy add }", 1.0),
            ("{ 10 mul floor 2 mod }", 1.0),
            ("{ pop -1 0 atan 9 sqrt exch pop }", 3.0),
        ] {
            let found = result(program, &[0.5]);
            let found = found.unwrap_or_else(|| panic!("{program}"));
            assert!((found[0] - expected).abs() < 1e-9, "{program}: {found:?}");
        }
    }

    #[test]
    fn undefined_cases_have_no_result() {
        for program in [
            "{ pop }",
            "{ pop pop 1 }",
            "{ 0 div }",
            "{ pop 1 0 idiv }",
            "{ 2 idiv }",
            "{ pop 5 not }",
            "{ pop true }",
            "{ pop 1 { 2 } if }",
            "{ pop 0 0 atan }",
            "{ pop -2 sqrt }",
            "{ pop -1 0.5 exp }",
            "{ pop -2.5 round }",
            "{ 3 index }",
            "{ 0.5 copy }",
            "{ true add }",
            "{ 0.5 eq { 1 } { 2 } ifelse }",
        ] {
            assert_eq!(result(program, &[0.5]), None, "{program}");
        }
        let deep = format!("{{ {} }}", "dup ".repeat(MAX_STACK));
        assert_eq!(result(&deep, &[0.5]), None);
    }
}
