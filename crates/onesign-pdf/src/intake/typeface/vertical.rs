//! Characters that change in vertical writing: brackets and strokes are rotated, small characters move to the right
//! and up (Unicode Standard Annex 50).

use super::shape::{Point, Shape};

/// The middle of the square of an East Asian character, in thousandths of an em.
const MIDDLE: (f64, f64) = (500.0, 380.0);

/// The placement of a character in vertical writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    /// A quarter turn clockwise.
    Turned,
    /// In the upper right corner.
    Raised,
    /// A little to the right and up.
    Nudged,
}

/// The horizontal form of a character and its placement in vertical writing; `None` for all others.
pub(super) fn stance(character: char) -> Option<(char, Stance)> {
    const FORMS: [(char, char); 27] = [
        ('︐', '，'),
        ('︑', '、'),
        ('︒', '。'),
        ('︙', '…'),
        ('︰', '‥'),
        ('︱', '—'),
        ('︲', '–'),
        ('︳', '＿'),
        ('︵', '（'),
        ('︶', '）'),
        ('︷', '｛'),
        ('︸', '｝'),
        ('︹', '〔'),
        ('︺', '〕'),
        ('︻', '【'),
        ('︼', '】'),
        ('︽', '《'),
        ('︾', '》'),
        ('︿', '〈'),
        ('﹀', '〉'),
        ('﹁', '「'),
        ('﹂', '」'),
        ('﹃', '『'),
        ('﹄', '』'),
        ('﹇', '［'),
        ('﹈', '］'),
        ('︴', '～'),
    ];
    let form = FORMS.iter().find(|(form, _)| *form == character);
    let plain = form.map_or(character, |(_, plain)| *plain);
    let stance = match plain {
        '、' | '。' | '，' | '．' => Stance::Raised,
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ァ' | 'ィ'
        | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' => {
            Stance::Nudged
        }
        '（' | '）' | '｛' | '｝' | '〔' | '〕' | '【' | '】' | '《' | '》' | '〈' | '〉'
        | '「' | '」' | '『' | '』' | '［' | '］' | '〖' | '〗' | '〘' | '〙' | 'ー' | '—'
        | '―' | '–' | '…' | '‥' | '～' | '〜' | '＿' | '｜' | '＝' | '－' | '゠' => {
            Stance::Turned
        }
        _ => return None,
    };
    Some((plain, stance))
}

impl Stance {
    /// The shape with this placement.
    pub(super) fn apply(self, mut shape: Shape) -> Shape {
        // Characters of other scripts are narrower: they are rotated about their own centre and moved to that of the
        // square.
        let centre = shape.width / 2.0;
        for point in shape.contours.iter_mut().flatten() {
            let Point { x, y, on } = *point;
            let (x, y) = match self {
                Self::Turned => (MIDDLE.0 + (y - MIDDLE.1), MIDDLE.1 - (x - centre)),
                Self::Raised => (x + 550.0, y + 550.0),
                Self::Nudged => (x + 100.0, y + 100.0),
            };
            *point = Point { x, y, on };
        }
        shape
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_turned_about_the_middle() {
        assert_eq!(stance('﹁'), Some(('「', Stance::Turned)));
        assert_eq!(stance('。'), Some(('。', Stance::Raised)));
        assert_eq!(stance('契'), None);
        let right = Point {
            x: 900.0,
            y: 380.0,
            on: true,
        };
        let shape = Shape {
            width: 1000.0,
            contours: vec![vec![right, right]],
        };
        let turned = Stance::Turned.apply(shape).contours.remove(0).remove(0);
        assert_eq!((turned.x, turned.y), (500.0, -20.0));
    }
}
