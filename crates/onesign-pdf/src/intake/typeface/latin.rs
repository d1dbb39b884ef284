//! The names of the standard Latin characters (ISO 32000-2, D.2), and those that Macintosh adds.

/// Each name with its codes in the encodings of the standard, of Macintosh and of Windows (0 for none) and its character.
const NAMES: &str = "\
    space 20 20 20 20;exclam 21 21 21 21;quotedbl 22 22 22 22;numbersign 23 23 23 23;dollar 24 24 24 24;\
    percent 25 25 25 25;ampersand 26 26 26 26;quoteright 27 d5 92 2019;parenleft 28 28 28 28;\
    parenright 29 29 29 29;asterisk 2a 2a 2a 2a;plus 2b 2b 2b 2b;comma 2c 2c 2c 2c;hyphen 2d 2d 2d 2d;\
    period 2e 2e 2e 2e;slash 2f 2f 2f 2f;zero 30 30 30 30;one 31 31 31 31;two 32 32 32 32;three 33 33 33 33;\
    four 34 34 34 34;five 35 35 35 35;six 36 36 36 36;seven 37 37 37 37;eight 38 38 38 38;nine 39 39 39 39;\
    colon 3a 3a 3a 3a;semicolon 3b 3b 3b 3b;less 3c 3c 3c 3c;equal 3d 3d 3d 3d;greater 3e 3e 3e 3e;\
    question 3f 3f 3f 3f;at 40 40 40 40;A 41 41 41 41;B 42 42 42 42;C 43 43 43 43;D 44 44 44 44;E 45 45 45 45;\
    F 46 46 46 46;G 47 47 47 47;H 48 48 48 48;I 49 49 49 49;J 4a 4a 4a 4a;K 4b 4b 4b 4b;L 4c 4c 4c 4c;\
    M 4d 4d 4d 4d;N 4e 4e 4e 4e;O 4f 4f 4f 4f;P 50 50 50 50;Q 51 51 51 51;R 52 52 52 52;S 53 53 53 53;\
    T 54 54 54 54;U 55 55 55 55;V 56 56 56 56;W 57 57 57 57;X 58 58 58 58;Y 59 59 59 59;Z 5a 5a 5a 5a;\
    bracketleft 5b 5b 5b 5b;backslash 5c 5c 5c 5c;bracketright 5d 5d 5d 5d;asciicircum 5e 5e 5e 5e;\
    underscore 5f 5f 5f 5f;quoteleft 60 d4 91 2018;a 61 61 61 61;b 62 62 62 62;c 63 63 63 63;d 64 64 64 64;\
    e 65 65 65 65;f 66 66 66 66;g 67 67 67 67;h 68 68 68 68;i 69 69 69 69;j 6a 6a 6a 6a;k 6b 6b 6b 6b;\
    l 6c 6c 6c 6c;m 6d 6d 6d 6d;n 6e 6e 6e 6e;o 6f 6f 6f 6f;p 70 70 70 70;q 71 71 71 71;r 72 72 72 72;\
    s 73 73 73 73;t 74 74 74 74;u 75 75 75 75;v 76 76 76 76;w 77 77 77 77;x 78 78 78 78;y 79 79 79 79;\
    z 7a 7a 7a 7a;braceleft 7b 7b 7b 7b;bar 7c 7c 7c 7c;braceright 7d 7d 7d 7d;asciitilde 7e 7e 7e 7e;\
    exclamdown a1 c1 a1 a1;cent a2 a2 a2 a2;sterling a3 a3 a3 a3;fraction a4 da 0 2044;yen a5 b4 a5 a5;\
    florin a6 c4 83 192;section a7 a4 a7 a7;currency a8 db a4 a4;quotesingle a9 27 27 27;\
    quotedblleft aa d2 93 201c;guillemotleft ab c7 ab ab;guilsinglleft ac dc 8b 2039;guilsinglright ad dd 9b 203a;\
    endash b1 d0 96 2013;dagger b2 a0 86 2020;daggerdbl b3 e0 87 2021;periodcentered b4 e1 b7 b7;\
    paragraph b6 a6 b6 b6;bullet b7 a5 95 2022;quotesinglbase b8 e2 82 201a;quotedblbase b9 e3 84 201e;\
    quotedblright ba d3 94 201d;guillemotright bb c8 bb bb;ellipsis bc c9 85 2026;perthousand bd e4 89 2030;\
    questiondown bf c0 bf bf;grave c1 60 60 60;acute c2 ab b4 b4;circumflex c3 f6 88 2c6;tilde c4 f7 98 2dc;\
    macron c5 f8 af af;breve c6 f9 0 2d8;dotaccent c7 fa 0 2d9;dieresis c8 ac a8 a8;ring ca fb 0 2da;\
    cedilla cb fc b8 b8;hungarumlaut cd fd 0 2dd;ogonek ce fe 0 2db;caron cf ff 0 2c7;emdash d0 d1 97 2014;\
    AE e1 ae c6 c6;ordfeminine e3 bb aa aa;Lslash e8 0 0 141;Oslash e9 af d8 d8;OE ea ce 8c 152;\
    ordmasculine eb bc ba ba;ae f1 be e6 e6;dotlessi f5 f5 0 131;lslash f8 0 0 142;oslash f9 bf f8 f8;\
    oe fa cf 9c 153;germandbls fb a7 df df;Adieresis 0 80 c4 c4;Aring 0 81 c5 c5;Ccedilla 0 82 c7 c7;\
    Eacute 0 83 c9 c9;Ntilde 0 84 d1 d1;Odieresis 0 85 d6 d6;Udieresis 0 86 dc dc;aacute 0 87 e1 e1;\
    agrave 0 88 e0 e0;acircumflex 0 89 e2 e2;adieresis 0 8a e4 e4;atilde 0 8b e3 e3;aring 0 8c e5 e5;\
    ccedilla 0 8d e7 e7;eacute 0 8e e9 e9;egrave 0 8f e8 e8;ecircumflex 0 90 ea ea;edieresis 0 91 eb eb;\
    iacute 0 92 ed ed;igrave 0 93 ec ec;icircumflex 0 94 ee ee;idieresis 0 95 ef ef;ntilde 0 96 f1 f1;\
    oacute 0 97 f3 f3;ograve 0 98 f2 f2;ocircumflex 0 99 f4 f4;odieresis 0 9a f6 f6;otilde 0 9b f5 f5;\
    uacute 0 9c fa fa;ugrave 0 9d f9 f9;ucircumflex 0 9e fb fb;udieresis 0 9f fc fc;degree 0 a1 b0 b0;\
    registered 0 a8 ae ae;copyright 0 a9 a9 a9;trademark 0 aa 99 2122;notequal 0 ad 0 2260;infinity 0 b0 0 221e;\
    plusminus 0 b1 b1 b1;lessequal 0 b2 0 2264;greaterequal 0 b3 0 2265;mu 0 b5 b5 b5;partialdiff 0 b6 0 2202;\
    summation 0 b7 0 2211;product 0 b8 0 220f;pi 0 b9 0 3c0;integral 0 ba 0 222b;logicalnot 0 c2 ac ac;\
    radical 0 c3 0 221a;approxequal 0 c5 0 2248;Delta 0 c6 0 2206;Agrave 0 cb c0 c0;Atilde 0 cc c3 c3;\
    Otilde 0 cd d5 d5;divide 0 d6 f7 f7;lozenge 0 d7 0 25ca;ydieresis 0 d8 ff ff;Ydieresis 0 d9 9f 178;\
    Acircumflex 0 e5 c2 c2;Ecircumflex 0 e6 ca ca;Aacute 0 e7 c1 c1;Edieresis 0 e8 cb cb;Egrave 0 e9 c8 c8;\
    Iacute 0 ea cd cd;Icircumflex 0 eb ce ce;Idieresis 0 ec cf cf;Igrave 0 ed cc cc;Oacute 0 ee d3 d3;\
    Ocircumflex 0 ef d4 d4;Ograve 0 f1 d2 d2;Uacute 0 f2 da da;Ucircumflex 0 f3 db db;Ugrave 0 f4 d9 d9;\
    Eth 0 0 d0 d0;Euro 0 0 80 20ac;Scaron 0 0 8a 160;Thorn 0 0 de de;Yacute 0 0 dd dd;Zcaron 0 0 8e 17d;\
    brokenbar 0 0 a6 a6;eth 0 0 f0 f0;multiply 0 0 d7 d7;onehalf 0 0 bd bd;onequarter 0 0 bc bc;scaron 0 0 9a 161;\
    thorn 0 0 fe fe;threequarters 0 0 be be;yacute 0 0 fd fd;zcaron 0 0 9e 17e;fi ae de 0 fb01;fl af df 0 fb02;\
    apple 0 f0 0 f8ff;Omega 0 bd 0 2126;onesuperior 0 0 b9 b9;twosuperior 0 0 b2 b2;threesuperior 0 0 b3 b3;";

/// A character of the table, with its codes in three encodings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Latin {
    pub(crate) name: &'static str,
    pub(crate) standard: u8,
    pub(crate) macintosh: u8,
    pub(crate) windows: u8,
    pub(crate) character: u32,
}

/// The whole table.
pub(crate) fn all() -> impl Iterator<Item = Latin> {
    NAMES.split(';').filter_map(|entry| {
        let mut words = entry.split(' ').filter(|word| !word.is_empty());
        let name = words.next()?;
        let mut number = || u32::from_str_radix(words.next()?, 16).ok();
        let mut code = || u8::try_from(number()?).ok();
        let (standard, macintosh, windows) = (code()?, code()?, code()?);
        Some(Latin {
            name,
            standard,
            macintosh,
            windows,
            character: number()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert_eq!(
            all().count(),
            NAMES
                .split(';')
                .filter(|entry| !entry.trim().is_empty())
                .count()
        );
        let of = |name: &str| all().find(|latin| latin.name == name).unwrap();
        assert_eq!((of("nine").standard, of("nine").character), (0x39, 0x39));
        let quote = of("quoteright");
        assert_eq!(
            (quote.standard, quote.macintosh, quote.windows),
            (0x27, 0xd5, 0x92)
        );
        assert_eq!(of("Euro").character, 0x20ac);
        // The number of characters in the encodings, without duplicates.
        let count = |code: fn(&Latin) -> u8| all().filter(|latin| code(latin) != 0).count();
        let counts = [
            count(|latin| latin.standard),
            count(|latin| latin.macintosh),
            count(|latin| latin.windows),
        ];
        assert_eq!(counts, [149, 222, 216]);
        assert!(all().all(|latin| latin.character > 0x1f && !latin.name.is_empty()));
    }
}
