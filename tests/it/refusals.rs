//! What is asked for and refused: amendments, new chapters, new additions, themes.

use super::written::{expect_findings, on_disk, over, path, tree};
use chapterhouse::amend::{self, Request};
use chapterhouse::edge::theme;
use chapterhouse::finding::{Finding, Findings};
use chapterhouse::manual::amendment::Significance;
use chapterhouse::manual::id::{PartnershipId, SectionId, Slug};
use chapterhouse::render::theme::Theme;
use chapterhouse::source::tree::FileTree;
use chapterhouse::{check, parse, scaffold};
use jiff::civil::{Date, date};

const DAY: Date = date(2026, 6, 1);

/// A new manual, recorded on the first of June 2026.
fn manual() -> FileTree {
    scaffold::manual(DAY)
}

/// A change to the chapter on referrals, which makes it a draft.
fn with_draft() -> FileTree {
    let chapter = "chapters/core/referrals/chapter.md";
    let text = manual().text(&path(chapter)).unwrap().to_owned();
    over(manual(), &format!("-- {chapter} --\n{text}\nKeep a copy.\n"))
}

fn request(documents: &[&str], significance: Significance) -> Request {
    Request {
        documents: documents.iter().map(|&name| name.to_owned()).collect(),
        title: "Copies".to_owned(),
        summary: "Keep a copy.".to_owned(),
        significance,
        in_force: date(2026, 7, 1),
        published: date(2026, 6, 20),
        approved_by: None,
        replaced_by: None,
        because: Vec::new(),
    }
}

#[track_caller]
fn expect_refusal(files: &FileTree, request: &Request, expected: &str) {
    let (manual, _) = parse::manual(files);
    let known = check::all(&manual, DAY);
    let faults = amend::plan(&manual, files, &known, request).unwrap_err();
    expect_findings(files, &faults, expected);
}

#[test]
fn an_amendment_of_nothing() {
    expect_refusal(
        &manual(),
        &request(&[], Significance::Minor),
        r"
manual.yaml:1:1 nothing-to-record: no document is a draft | edit a chapter first; `chapterhouse check` names the drafts
",
    );
    expect_refusal(
        &manual(),
        &request(&["referrals"], Significance::Minor),
        r"
chapters/core/referrals/chapter.md:1:1 nothing-to-record: `referrals` says what its newest version says | leave it out; or, if it was read again, use `--significance review`
",
    );
}

#[test]
fn an_amendment_of_a_document_that_is_not_there() {
    expect_refusal(
        &with_draft(),
        &request(&["refferals", "zzz"], Significance::Minor),
        r"
manual.yaml:1:1 unknown-document: there is no document `refferals` | write `referrals` if that is meant
manual.yaml:1:1 unknown-document: there is no document `zzz` | name a chapter by its folder, or an addition as `chapter/partnership`
",
    );
}

#[test]
fn an_amendment_that_contradicts_itself() {
    let request = Request {
        title: " ".to_owned(),
        published: date(2026, 7, 2),
        because: vec!["law:ca-1989/74".to_owned(), "zzz".to_owned()],
        ..request(&["referrals"], Significance::Minor)
    };
    expect_refusal(
        &with_draft(),
        &request,
        r"
manual.yaml:1:1 unfit-amendment: `--because law:ca-1989/74` is not in the legislation register | write `law:ca-1989/47` if that is meant
manual.yaml:1:1 unfit-amendment: `--because zzz` is not in the legislation register | add it to `registers/legislation.yaml` first
manual.yaml:1:1 unfit-amendment: the amendment has no title | say it in plain words with `--title`
manual.yaml:1:1 unfit-amendment: the amendment would be in force on 2026-07-01, before it is published on 2026-07-02 | give a later `--in-force`; or, if readers knew of it by then, say from which day with `--published`
",
    );
}

#[test]
fn an_amendment_that_contradicts_the_record() {
    expect_refusal(
        &with_draft(),
        &request(&["referrals"], Significance::Review),
        r"
chapters/core/referrals/chapter.md:1:1 unfit-amendment: `referrals` is a draft, and a review changes nothing | record the change with `--significance minor` or another kind, or undo it
",
    );
    expect_refusal(
        &with_draft(),
        &request(&["referrals"], Significance::New),
        r"
chapters/core/referrals/chapter.md:1:1 unfit-amendment: `referrals` is not new: it has version 1.0 | use `--significance major`, `minor` or `correction`
",
    );
    let new = "-- chapters/core/home/chapter.md --\n---\ntitle: Home\nposition: 9\n---\nText.\n";
    expect_refusal(
        &over(manual(), new),
        &request(&["home"], Significance::Withdrawal),
        r"
chapters/core/home/chapter.md:1:1 unfit-amendment: `home` was never recorded | record its first version with `--significance new`
",
    );
}

#[test]
fn a_chapter_that_would_replace_itself_and_an_addition_that_nobody_reads() {
    let request_of = |documents: &[&str], significance, replaced_by: Option<&str>| Request {
        replaced_by: replaced_by.map(str::to_owned),
        ..request(documents, significance)
    };
    expect_refusal(
        &manual(),
        &request_of(&["referrals"], Significance::Withdrawal, Some("referrals")),
        r"
manual.yaml:1:1 unfit-amendment: `referrals` cannot be read in place of itself | name the chapter that replaces it, or leave `--replaced-by` out
",
    );
    let left = "-- partnerships/gone.yaml --\nname: Gone\njoined: 2025-01-01\nleft: 2026-06-30\n\
                -- chapters/core/referrals/local/gone/chapter.md --\n---\ntitle: In Gone\n---\nText.\n";
    expect_refusal(
        &over(manual(), left),
        &request(&["referrals/gone"], Significance::New),
        r"
chapters/core/referrals/local/gone/chapter.md:1:1 unfit-amendment: nobody reads `referrals/gone` after 2026-06-30, when its partnership leaves | give an earlier day with `--in-force`, or leave it out
",
    );
}

#[test]
fn an_amendment_that_is_there_already() {
    let there = over(with_draft(), "-- amendments/2026-07-01-copies.yaml --\n");
    expect_refusal(
        &there,
        &request(&["referrals"], Significance::Minor),
        r"
amendments/2026-07-01-copies.yaml:1:1 already-recorded: `amendments/2026-07-01-copies.yaml` is there already | choose another title or day, or see with `chapterhouse check` whether an amendment was interrupted
",
    );
}

#[track_caller]
fn expect_not_begun<T>(made: Result<T, Box<Finding>>, expected: &str) {
    let fault = made.err().expect("a refusal");
    expect_findings(&manual(), &Findings::from_iter([*fault]), expected);
}

#[test]
fn chapters_and_additions_in_places_that_are_not_there() {
    let (manual, _) = parse::manual(&manual());
    let chapter = |section, slug| {
        let (section, slug) = (SectionId::new(section).unwrap(), Slug::new(slug).unwrap());
        scaffold::chapter(&manual, &section, &slug, DAY)
    };
    let addition = |slug, town| {
        let (slug, town) = (Slug::new(slug).unwrap(), PartnershipId::new(town).unwrap());
        scaffold::addition(&manual, &slug, &town, DAY)
    };
    expect_not_begun(
        chapter("croe", "home"),
        r"
manual.yaml:1:1 unknown-place: there is no section `croe` | write `core` if that is meant; or list it under `sections` in `manual.yaml` first
",
    );
    expect_not_begun(
        chapter("guidance", "home"),
        r"
manual.yaml:1:1 unknown-place: there is no section `guidance` | list it under `sections` in `manual.yaml` first
",
    );
    expect_not_begun(
        addition("refferals", "our-town"),
        r"
manual.yaml:1:1 unknown-place: there is no chapter `refferals` | write `referrals` if that is meant; or make it first with `chapterhouse new chapter`
",
    );
    expect_not_begun(
        addition("referrals", "your-town"),
        r"
manual.yaml:1:1 unknown-place: there is no partnership `your-town` | write `our-town` if that is meant; or give it a file in `partnerships/` first
",
    );
    expect_not_begun(
        chapter("core", "referrals"),
        r"
chapters/core/referrals/chapter.md:1:1 already-there: the chapter `referrals` is there already | edit that file, or choose another name
",
    );
}

#[test]
fn an_addition_that_is_there_already() {
    let there = "-- chapters/core/referrals/local/our-town/chapter.md --\n---\ntitle: T\n---\nx\n";
    let (manual, _) = parse::manual(&over(manual(), there));
    let (slug, town) = (Slug::new("referrals").unwrap(), PartnershipId::new("our-town").unwrap());
    expect_not_begun(
        scaffold::addition(&manual, &slug, &town, DAY),
        r"
chapters/core/referrals/local/our-town/chapter.md:1:1 already-there: the addition `referrals/our-town` is there already | edit that file, or choose another name
",
    );
}

fn theme(files: &str, language: &str) -> (Theme, Findings) {
    theme::load(Some(on_disk(&tree(files)).path()), language).unwrap()
}

#[track_caller]
fn expect_theme(files: &str, language: &str, expected: &str) {
    let (theme, findings) = theme(files, language);
    expect_findings(&theme.files, &findings, expected);
}

#[test]
fn a_template_that_cannot_be_read() {
    expect_theme(
        "-- templates/home.html --\n<main>\n{% if title %}\n</main>\n",
        "en-GB",
        r"
templates/home.html:2:15 template-fault: this template does not work: Unexpected end of input | compare it with the template of the same name in the default theme
",
    );
}

#[test]
fn a_script_with_words_that_the_theme_lacks() {
    expect_theme(
        "-- templates/assets/site-own.js --\nalert({{ say(key=\"nothing_here\") | json }});\n",
        "en-GB",
        r"
templates/assets/site-own.js:1:10 template-fault: this template does not work: the theme has no words `nothing_here` | compare it with the template of the same name in the default theme
",
    );
}

#[test]
fn a_file_of_another_theme_is_published_as_it_is() {
    let script = "/*! Licence */\nconst a = `b ${c ? ` (${d})` : ''}`;   // e\n";
    let files = format!("-- assets/site.js --\n{script}-- templates/assets/own.js --\n{script}");
    let (theme, findings) = theme(&files, "en-GB");
    assert!(findings.is_empty());
    for file in ["assets/site.js", "assets/own.js"] {
        assert_eq!(theme.files.text(&path(file)), Some(script), "{file}");
    }
}

#[test]
fn a_script_brings_the_words_of_its_language() {
    for (language, words) in
        [("en-GB", "The link is copied."), ("cy", "Mae’r ddolen wedi’i chopïo.")]
    {
        let (theme, findings) = theme::load(None, language).unwrap();
        assert!(findings.is_empty());
        let script = theme.files.text(&path("assets/copy-link.js"));
        assert!(script.unwrap().contains(&format!("\"{words}\"")), "{language}");
    }
}

#[test]
fn a_template_that_fails_when_a_page_is_made() {
    let (theme, findings) = theme("-- templates/home.html --\n<p>\n{{ nothing.here }}\n", "en-GB");
    assert!(findings.is_empty());
    let fault = theme.render("home.html", &tera::Context::new()).unwrap_err();
    expect_findings(
        &theme.files,
        &Findings::from_iter([fault]),
        r"
templates/home.html:2:4 template-fault: this template does not work: Variable `nothing` is not defined | compare it with the template of the same name in the default theme
",
    );
}

#[test]
fn words_that_a_theme_lacks() {
    let default = include_str!("../../themes/default/words/en.yaml");
    let words = default.replace("back_to_text:", "back:").replace("January, ", "");
    expect_theme(
        &format!("-- words/en.yaml --\n{words}"),
        "en-GB",
        r"
words/en.yaml:1:1 missing-words: the theme's words lack `back_to_text` | add `back_to_text`, which in the default theme says `Back to the text`
words/en.yaml:1:1 missing-words: the theme's words lack `months` | add `months`, which in the default theme says `January, February, March, April, May, June, July, August, September, October, November, December`
",
    );
}

#[test]
fn a_template_that_is_not_utf8() {
    let bytes = b"<p>caf\xe9</p>".to_vec();
    let folder = on_disk(&FileTree::from_iter([(path("templates/home.html"), bytes)]));
    let (theme, findings) = theme::load(Some(folder.path()), "en-GB").unwrap();
    expect_findings(
        &theme.files,
        &findings,
        r"
templates/home.html:1:7 not-utf8: the file is not UTF-8: byte 0xe9 on line 1 | open it in your editor and save it with the encoding UTF-8
",
    );
}

#[test]
fn a_language_that_the_theme_does_not_speak() {
    expect_theme(
        "-- README.md --\nA theme.\n",
        "ga",
        r"
manual.yaml:1:1 missing-words: the theme has no words for the language `ga` | set `language: en-GB`, or give the theme a file `words/LANGUAGE.yaml`
",
    );
}
