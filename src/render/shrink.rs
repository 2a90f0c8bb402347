//! Style sheets and scripts without what only people read, because readers on a poor connection wait for every
//! byte: comments, indentation, and spaces that mean nothing. What is left means the same.
//!
//! This is for the program's own files, which tests in browsers hold. It knows strings and comments, and not the
//! whole of either language; so a file that somebody else wrote is published as it is.

use crate::source::path::VPath;

/// A file of the program's own themes as it is published.
pub fn own(file: &VPath, bytes: &[u8]) -> Vec<u8> {
    let is_asset = file.as_str().split('/').any(|folder| folder == "assets");
    let extension = file.name().rsplit_once('.').map(|(_, extension)| extension);
    match (std::str::from_utf8(bytes), extension) {
        (Ok(text), Some("css")) if is_asset => style(text).into_bytes(),
        (Ok(text), Some("js")) if is_asset => script(text).into_bytes(),
        _ => bytes.to_vec(),
    }
}

/// A style sheet without comments and without spaces that separate nothing.
fn style(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut quote = None;
    let mut has_space = false;
    while let Some(c) = rest.next() {
        if quote.is_none() && c == '/' && rest.peek() == Some(&'*') {
            rest.next();
            skip_comment(&mut rest);
            continue;
        }
        if quote.is_none() && c.is_ascii_whitespace() {
            has_space = true;
            continue;
        }
        if c == '}' && quote.is_none() && out.ends_with(';') {
            out.pop();
        }
        let is_edge = out.is_empty() || out.ends_with(['{', '}', ';', ',', ':', '>', '~']);
        if has_space && !is_edge && !matches!(c, '{' | '}' | ';' | ',' | '>' | '~') {
            out.push(' ');
        }
        has_space = false;
        out.push(c);
        if c == '\\' {
            out.extend(rest.next());
        } else if quote == Some(c) {
            quote = None;
        } else if quote.is_none() && matches!(c, '"' | '\'') {
            quote = Some(c);
        }
    }
    out
}

fn skip_comment(rest: &mut impl Iterator<Item = char>) {
    let mut before = ' ';
    for c in rest {
        if before == '*' && c == '/' {
            return;
        }
        before = c;
    }
}

/// A script without indentation, empty lines, lines that are comments, and spaces and ends of lines that separate
/// nothing. One with a text over several lines is left as it is, and so are lines with a stroke, which may be
/// an expression, a comment or an address.
fn script(text: &str) -> String {
    if text.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return text.to_owned();
    }
    let lines = text.lines().map(str::trim);
    let mut out = String::with_capacity(text.len());
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with("//")) {
        let is_clear = !line.contains('/');
        if is_clear {
            tighten(line, &mut out);
        } else {
            out.push_str(line);
        }
        if !is_clear || !line.ends_with([';', ',', '{', '(', '[']) {
            out.push('\n');
        }
    }
    out
}

/// Writes a line of a script without the spaces beside signs that need none. Plus and minus keep theirs, because two
/// of them together mean something else.
fn tighten(line: &str, out: &mut String) {
    const SIGNS: [char; 18] =
        ['{', '}', '(', ')', '[', ']', '=', ',', ';', ':', '?', '<', '>', '&', '|', '!', '*', '%'];
    let mut quote = None;
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek();
        let is_beside = out.ends_with(SIGNS) || next.is_none_or(|next| SIGNS.contains(next));
        if quote.is_none() && c == ' ' && is_beside {
            continue;
        }
        out.push(c);
        if quote.is_some() && c == '\\' {
            out.extend(rest.next());
        } else if quote == Some(c) {
            quote = None;
        } else if quote.is_none() && matches!(c, '"' | '\'' | '`') {
            quote = Some(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_keeps_what_it_means() {
        let written = "/* Colours. */\na :hover,\n  p > b ~ i { color: red; content: \"; /* } \\\" \" ; }\n@media (min-width: 64rem) and (hover) { a { margin: 0 calc(1px + 2px); } }\n";
        let shrunk = "a :hover,p>b~i{color:red;content:\"; /* } \\\" \"}@media (min-width:64rem) and (hover){a{margin:0 calc(1px + 2px)}}";
        assert_eq!(style(written), shrunk);
        assert_eq!(style(shrunk), shrunk);
    }

    #[test]
    fn a_script_keeps_its_lines_and_texts() {
        assert_eq!(script("// What it does.\n\n  a('  // b');\n"), "a('  // b');\n");
        let several = "const a = `\n  // b\n`;\n";
        assert_eq!(script(several), several);
    }

    #[test]
    fn a_script_loses_the_spaces_that_separate_nothing() {
        for (written, shrunk) in [
            ("const { a, b } = c ? [d] : e;\nf();", "const{a,b}=c?[d]:e;f();"),
            (
                "if (a !== b && typeof c === 'x , y') return \"\\\" , '\";",
                "if(a!==b&&typeof c==='x , y')return \"\\\" , '\";",
            ),
            ("a = b + +c - -d;", "a=b + +c - -d;"),
            ("const a = () => {\n  b();\n}\n(c)\n", "const a=()=>{b();}\n(c)\n"),
            ("x = / a = b /.test(y);", "x = / a = b /.test(y);\n"),
            ("y = `a , ${b} = c`;", "y=`a , ${b} = c`;"),
        ] {
            assert_eq!(script(written), shrunk);
        }
    }
}
