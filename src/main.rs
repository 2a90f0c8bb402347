//! Turns the result of [`chapterhouse::edge::run`] into an exit code, and names the allocator; nothing else.

/// A manual is a great many small pieces, made by several threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    chapterhouse::edge::run()
}
