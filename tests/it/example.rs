//! The theme's example: one manual with everything that a text can be made of, so that who changes the theme sees it.

use super::sites::{TODAY, article_of, manual_in, pages};
use chapterhouse::site::address::LinkStyle;

#[test]
fn the_example_of_the_theme_shows_each_component() {
    let read = manual_in("themes/default/example");
    let pages = pages(&read, TODAY, LinkStyle::Served);
    let components = &pages["components/index.html"];
    let article = article_of(components).expect("a text");
    for part in [
        "<h2 id=\"headings\"><a href=\"#headings\">Headings</a></h2>",
        "<ol>",
        "class=\"task task-done\"",
        "<dl>",
        "<div class=\"table\">",
        "<div class=\"table stack\">",
        "<td data-label=\"Who acts\">",
        "<div class=\"table\" role=\"region\" tabindex=\"0\"",
        "<blockquote>",
        "class=\"footnote-mark\"",
        "class=\"local-links\"",
    ] {
        assert!(article.contains(part), "{part} in {article}");
    }
    for part in
        ["class=\"show-changes\"", "id=\"_contacts\"", "id=\"_contents\"", "class=\"leave\""]
    {
        assert!(components.contains(part), "{part}");
    }
    let callouts = article_of(&pages["callouts/index.html"]).expect("a text");
    for kind in ["warning", "caution", "important", "note", "tip"] {
        assert!(callouts.contains(&format!("callout-{kind}\"")), "{kind}");
    }
    assert!(callouts.contains("class=\"statement\""));
    assert!(pages["our-town/components/index.html"].contains("<section class=\"local\""));
}

#[test]
fn a_notice_is_short_on_every_page_and_whole_on_the_home_page() {
    let pages = pages(&manual_in("themes/default/example"), TODAY, LinkStyle::Served);
    let more = "The second paragraph is on the home page only.";
    assert!(pages["index.html"].contains(more));
    assert!(pages["our-town/index.html"].contains(more));
    let chapter = &pages["callouts/index.html"];
    assert!(!chapter.contains(more));
    assert!(chapter.contains("Child in immediate danger? Call <a href=\"tel:999\">999</a>."));
    assert!(chapter.contains("<a class=\"call\" href=\"tel:999\">Call 999</a>"));
}
