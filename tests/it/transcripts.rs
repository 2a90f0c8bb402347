//! The transcripts in `tests/cli`, which are the manual's examples: each command is run and compared,
//! in a folder that begins as `NAME.in` and must end with the files of `NAME.out`.
//!
//! `TRYCMD=overwrite cargo test transcripts` writes what the program now says.

#[test]
fn the_program_says_what_the_transcripts_show() {
    let cases = trycmd::TestCases::new();
    cases
        .register_bin("chapterhouse", trycmd::cargo::cargo_bin!("chapterhouse"))
        .env("SOURCE_DATE_EPOCH", "1795305600")
        .env("COLUMNS", "100")
        // The report tells nothing of the repository in which the transcripts stand.
        .env("GIT_DIR", "/nowhere")
        .case("tests/cli/*.md");
    if cfg!(feature = "external") {
        cases.case("tests/cli/external/*.md");
    }
}
