use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{Store, StoreError};
use crate::events::{EventKind, QuadClass, Status};
use crate::graph::network::{category_code, status_code};

/// The version of the schema that this program writes, in `PRAGMA user_version`.
pub const VERSION: i64 = 1;
/// What tells a store from other SQLite files, in `PRAGMA application_id`: "Dmch".
const APPLICATION: i64 = 0x446d_6368;
/// How every SQLite file begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Extensions that people give to SQLite files.
const EXTENSIONS: [&str; 3] = ["db", "sqlite", "sqlite3"];
/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(20);

impl Store {
    /// Whether `path` is meant as a store: a SQLite file, or a name that says so. [`read`](Self::read) tells what is
    /// wrong with one that cannot be used.
    pub fn is_store(path: &Path) -> bool {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let mut head = [0; MAGIC.len()];
        let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
        extension.is_some_and(|found| EXTENSIONS.iter().any(|known| found.eq_ignore_ascii_case(known)))
            || read.is_ok() && head == *MAGIC
    }

    /// Opens the store at `path` to read and write, and makes it when there is none.
    ///
    /// # Errors
    ///
    /// If it cannot be opened or made, is no store, or a newer program made it.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        let made = match std::fs::metadata(path) {
            Ok(data) => data.len() == 0,
            Err(_) => true,
        };
        if !made {
            return Self::open(path);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut store = Self::connect(path, flags).map_err(|error| match error {
            StoreError::CannotOpen { path, found } => StoreError::ReadOnly { path, found },
            other => other,
        })?;
        store.make().map_err(|error| StoreError::new(path, error))?;
        store.check()?;
        store.set_durable()?;
        Ok(store)
    }

    /// Opens the store at `path` to read and write.
    ///
    /// # Errors
    ///
    /// If there is none, it cannot be written, is no store, or a newer program made it.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        head_of(path)?;
        let store = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        store.check()?;
        if store.db.is_readonly("main").map_err(|error| store.error(error))? {
            return Err(StoreError::ReadOnly { path: path.to_owned(), found: "it is read-only".to_owned() });
        }
        store.set_durable()?;
        Ok(store)
    }

    /// Opens the store at `path` to read, while others may write to it.
    ///
    /// # Errors
    ///
    /// If there is none, it is no store, or a newer program made it.
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        head_of(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Self::connect(path, flags).and_then(|store| store.check().map(|()| store));
        match opened {
            // where nothing can be written, SQLite cannot note that somebody reads; nobody can write there either
            Err(StoreError::CannotOpen { .. } | StoreError::ReadOnly { .. })
                if !beside(path, "-wal").exists() && !beside(path, "-journal").exists() =>
            {
                let flags = flags | OpenFlags::SQLITE_OPEN_URI;
                let store = Self::connect_as(path, &immutable(path), flags)?;
                store.check().map(|()| store)
            }
            opened => opened,
        }
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        Self::connect_as(path, path, flags)
    }

    fn connect_as(path: &Path, name: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let db = Connection::open_with_flags(name, flags).map_err(|error| StoreError::new(path, error))?;
        let store = Self { db, path: path.to_owned() };
        store.db.busy_timeout(PATIENCE).map_err(|error| store.error(error))?;
        store.db.set_prepared_statement_cache_capacity(128);
        // a statement is planned once, not again for other values
        let stable = store.db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true);
        stable.map_err(|error| store.error(error))?;
        store.pragma("cache_size", "-65536")?;
        store.pragma("mmap_size", "1073741824")?;
        Ok(store)
    }

    /// Readers go on while one writes; what is committed is on disk.
    fn set_durable(&self) -> Result<(), StoreError> {
        self.pragma("journal_mode", "wal")?;
        self.pragma("synchronous", "full")
    }

    fn pragma(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.db.pragma_update(None, name, value).map_err(|error| self.error(error))
    }

    /// How long a writer waits for another one; 20 seconds when it is not told.
    ///
    /// # Errors
    ///
    /// If SQLite refuses.
    pub fn set_patience(&self, patience: Duration) -> Result<(), StoreError> {
        self.db.busy_timeout(patience).map_err(|error| self.error(error))
    }

    /// Makes the tables, unless another program just did: all of them or, when it is killed, none.
    fn make(&mut self) -> rusqlite::Result<()> {
        let made = self.db.transaction_with_behavior(TransactionBehavior::Exclusive)?;
        if made.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))? == 0 {
            for part in [include_str!("schema.sql"), include_str!("indexes.sql"), include_str!("views.sql")] {
                made.execute_batch(part)?;
            }
            for kind in EventKind::ALL {
                let quad = quad_name(kind.quad_class());
                made.execute(
                    "INSERT INTO categories VALUES (?, ?, ?)",
                    (category_code(Some(kind)), kind.as_str(), quad),
                )?;
            }
            for status in Status::ALL {
                made.execute("INSERT INTO statuses VALUES (?, ?)", (status_code(status), status.as_str()))?;
            }
            made.pragma_update(None, "application_id", APPLICATION)?;
            made.pragma_update(None, "user_version", VERSION)?;
        }
        made.commit()
    }

    /// Whether this program can use the file.
    fn check(&self) -> Result<(), StoreError> {
        let number = |name| self.db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let application = number("application_id").map_err(|error| self.error(error))?;
        let version = number("user_version").map_err(|error| self.error(error))?;
        let path = self.path.clone();
        if application != APPLICATION {
            return Err(StoreError::NotAStore { path, found: "a SQLite file of another program".to_owned() });
        }
        if version > VERSION {
            return Err(StoreError::Newer { path, found: version, known: VERSION });
        }
        Ok(())
    }
}

/// Says what a file is that cannot be a store, before SQLite makes a riddle of it.
fn head_of(path: &Path) -> Result<(), StoreError> {
    let not = |found: &str| Err(StoreError::NotAStore { path: path.to_owned(), found: found.to_owned() });
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(16).read_to_end(&mut head));
    match read {
        Err(error) if error.kind() == ErrorKind::NotFound => Err(StoreError::Missing { path: path.to_owned() }),
        Err(error) => Err(StoreError::CannotOpen { path: path.to_owned(), found: error.to_string() }),
        Ok(0) => not("an empty file"),
        Ok(_) if head != MAGIC => not("no SQLite file"),
        Ok(_) => Ok(()),
    }
}

/// A file that SQLite keeps beside the store while it writes.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The name under which SQLite opens `path` as a file that nobody changes.
fn immutable(path: &Path) -> PathBuf {
    let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    PathBuf::from(format!("file:{escaped}?immutable=1"))
}

/// The quadrant as the output names it.
const fn quad_name(quad: QuadClass) -> &'static str {
    match quad {
        QuadClass::VerbalCooperation => "verbal cooperation",
        QuadClass::MaterialCooperation => "material cooperation",
        QuadClass::VerbalConflict => "verbal conflict",
        QuadClass::MaterialConflict => "material conflict",
    }
}
