use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A fresh folder to run the program in.
pub struct Room {
    folder: TempDir,
}

/// What a run of the program came to.
pub struct Run {
    /// Its exit code.
    pub code: Option<i32>,
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
    /// Everything one wants to see when a test fails.
    scene: String,
}

impl Room {
    /// An empty folder.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for the test") }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts a file into the folder.
    pub fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder for the file");
        fs::write(path, content).expect("a file for the test");
        self
    }

    /// Reads a file of the folder.
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs the program here.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        command.args(arguments).current_dir(self.path()).env_remove("COLUMNS");
        let output = command.output().expect("the program is built");
        self.seen(arguments, &output)
    }

    fn seen(&self, arguments: &[&str], output: &Output) -> Run {
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        let mut scene = format!("$ demarche {}\n", arguments.join(" "));
        for entry in walkdir::WalkDir::new(self.path()).sort_by_file_name().into_iter().flatten() {
            let size = entry.metadata().map_or(0, |data| data.len());
            let _ = writeln!(scene, "file {} ({size} bytes)", entry.path().display());
        }
        let _ = write!(scene, "{}\n-- stdout\n{stdout}\n-- stderr\n{stderr}", output.status);
        Run { code: output.status.code(), stdout, stderr, scene }
    }
}

impl Run {
    /// Fails, showing everything, unless the exit code is `code`.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "\n{}", self.scene);
        self
    }

    /// Fails, showing everything, unless `holds`.
    #[track_caller]
    pub fn shows(self, what: &str, holds: impl Fn(&Self) -> bool) -> Self {
        assert!(holds(&self), "{what}\n{}", self.scene);
        self
    }
}
