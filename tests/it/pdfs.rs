//! PDFs from the press: the same bytes each time, sealed, and made of whatever text there is.

use super::prints::{MANUAL, chapter, printed};
use super::sites::{SAMPLE, TODAY};
use super::written::{expect_findings, path, tree};
use chapterhouse::edge::theme;
use chapterhouse::finding::Finding;
use chapterhouse::pdf::press::Press;
use chapterhouse::pdf::seal;
use chapterhouse::pdf::{Order, Printer, Subject};
use chapterhouse::record::Record;
use chapterhouse::resolve::Edition;
use chapterhouse::site::Site;
use chapterhouse::site::page::{Kind, Paper, Pdf, Pdfs};
use chapterhouse::source::tree::FileTree;
use std::sync::LazyLock;

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let (theme, _) = theme::load(None, "en-GB").unwrap();
    Press::of(&theme).unwrap()
});

/// A PDF of the working texts, and what is wrong with it.
fn pdf(files: &FileTree, order: &Order) -> (Vec<u8>, Vec<Finding>) {
    let mut plate = PRESS.plate(printed(files, order), files);
    let pdf = PRESS.pdf(&mut plate).unwrap_or_else(|fault| panic!("{fault:#?}"));
    (pdf, plate.findings)
}

fn referrals() -> Order {
    chapter("referrals", Some("aldermere"), Paper::Plain)
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let files = tree(MANUAL);
    let first = pdf(&files, &referrals()).0;
    typst_forgets();
    assert!(first == pdf(&files, &referrals()).0);
    assert!(first.starts_with(b"%PDF-1.7"));
}

/// Prints until what Typst remembers of the first is dropped.
fn typst_forgets() {
    let files = tree(MANUAL);
    (0..12).for_each(|_| _ = pdf(&files, &chapter("other", None, Paper::Large)));
}

#[test]
fn a_seal_tells_whether_a_pdf_would_be_made_again_as_it_is() {
    let files = tree(MANUAL);
    let mut plate = PRESS.plate(printed(&files, &referrals()), &files);
    let made = PRESS.pdf(&mut plate).unwrap();
    assert!(seal::is_sealed(&made, &plate.made_from));
    let other = PRESS.plate(printed(&files, &chapter("referrals", None, Paper::Plain)), &files);
    assert!(!seal::is_sealed(&made, &other.made_from));
    let mut touched = made.clone();
    touched.extend(b"\n% a note that somebody saved into it\n");
    assert!(!seal::is_sealed(&touched, &plate.made_from));
}

#[test]
fn a_letter_or_a_picture_that_cannot_be_printed_is_told_of() {
    let strange = MANUAL.replace("There is a duty.", "A 日, and ![A map](images/map.svg).");
    let files = tree(&format!("{strange}\n-- chapters/core/referrals/images/map.svg --\n<svg><no"));
    let (made, found) = pdf(&files, &chapter("referrals", None, Paper::Plain));
    assert!(made.starts_with(b"%PDF"));
    expect_findings(
        &files,
        &found.into_iter().collect(),
        "
chapters/core/referrals/chapter.md:20:3 print-letter: no font of the PDFs has `\\u{65e5}`, in whose place they say `[U+65E5]` | write it in words, or add a font that has it to the theme's `pdf/fonts/`
chapters/core/referrals/images/map.svg:1:1 print-picture: the PDFs cannot show this picture: failed to parse SVG (the root node was opened but never closed) | save it again as PNG, or as SVG without scripts and fonts of its own
",
    );
}

#[test]
fn a_theme_whose_template_fails_is_told_of_with_the_text() {
    let (mut theme, _) = theme::load(None, "en-GB").unwrap();
    let template = b"#read(\"/etc/passwd\")".to_vec();
    theme.files.insert(path("pdf/print.typ"), template);
    let press = Press::of(&theme).unwrap();
    let files = tree(MANUAL);
    let mut plate = press.plate(printed(&files, &referrals()), &files);
    let fault = press.pdf(&mut plate).unwrap_err();
    expect_findings(
        &files,
        &[fault].into_iter().collect(),
        "
chapters/core/referrals/chapter.md:1:1 print-fault: no PDF can be made of this: failed to load file (access denied) | compare the theme's `pdf/print.typ` with the default theme's; if it is the same, simplify this text
",
    );
}

/// A link that now has other words, or words that were struck through, have two lines for one word.
#[test]
fn changes_are_printed_whatever_it_was_that_changed() {
    let record = Record::known_on(&SAMPLE.manual, TODAY);
    let site = Site::plan(Edition::public(&SAMPLE.manual, &record, TODAY));
    let (theme, _) = theme::load(None, "en-GB").unwrap();
    let printer = Printer { site: &site, theme: &theme, base_url: None };
    let pdfs = site.pdfs(Pdfs::TextsAndChanges).into_iter();
    let changes = pdfs.filter(|page| match &page.kind {
        Kind::Pdf(Pdf::Changes(dated)) => dated.chapter.as_str() == "grooming",
        _ => false,
    });
    let mut printed = 0;
    for page in changes {
        let print = printer.print(&Order::of(&page).unwrap()).unwrap();
        let mut plate = PRESS.plate(print, &SAMPLE.files);
        assert!(PRESS.pdf(&mut plate).unwrap_or_else(|fault| panic!("{fault:#?}")).len() > 1000);
        printed += 1;
    }
    assert!(printed > 1, "{printed}");
}

/// Every text here once made Typst or its tags fail, or could.
#[test]
fn no_text_is_too_strange_to_be_printed() {
    let nested: Vec<String> =
        (0..22).map(|n| format!("{}- item {n}\n\n", "  ".repeat(n))).collect();
    let head = format!("| {} |\n|{}\n", "h |".repeat(40), " --- |".repeat(41));
    let texts = [
        "#import \"/etc/passwd\": * $x$ \\ ] } @ref <label> *s* _u_ // c /* d".to_owned(),
        nested.concat(),
        format!("{} deep\n", ">".repeat(24)),
        format!("{}word{}", "**_".repeat(12), "_**".repeat(12)),
        "x".repeat(5000),
        format!("https://example.org/{}", "y".repeat(3000)),
        format!("{head}| {} |\n", "cell |".repeat(40)),
        format!("| A | B |\n| - | - |\n| {} | x[^a] |\n\n[^a]: Note.\n", "word ".repeat(900)),
        format!("| Head[^a] | B |\n| - | - |\n{}\n[^a]: Note.\n", "| a | b |\n".repeat(80)),
        "## Head[^a]\n\nAgain[^a].\n\n[^a]: See [^a] and [^b].\n[^b]: Back to [^a].\n".to_owned(),
        "[^a] ![](none.png) [](https://example.org/) [![](x.png)](https://example.org/)".to_owned(),
        "## \n\n###### Six\n\n# One\n\n10000000000. ten\n\n0. zero\n\n***\n".to_owned(),
        "👩‍👧 日本語 العربية שלום \u{202e} \u{fdd0} \u{e000} \u{feff} \u{ad}".to_owned(),
        format!("```\n{}\n\ttab\n```\n", "z".repeat(3000)),
        "~~[a](https://example.org/)~~ [~~b~~ c](https://example.org/) ~~a ~b~~".to_owned(),
        "<span lang=\"zz-!!\">x</span> <abbr title=\"\">A</abbr> <sub>~~a~~</sub>".to_owned(),
    ];
    for text in texts {
        let files = tree(&format!("{MANUAL}\n{text}\n"));
        for paper in [Paper::Plain, Paper::Large] {
            assert!(pdf(&files, &chapter("other", None, paper)).0.starts_with(b"%PDF"), "{text}");
        }
        let order = Order { within: None, subject: Subject::Manual, paper: Paper::Plain };
        assert!(pdf(&files, &order).0.starts_with(b"%PDF"), "{text}");
    }
}
