//! Turns the result of [`chapterhouse::edge::run`] into an exit code, and does nothing else.

fn main() -> std::process::ExitCode {
    chapterhouse::edge::run()
}
