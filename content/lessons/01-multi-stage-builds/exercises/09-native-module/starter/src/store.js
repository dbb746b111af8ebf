import Database from 'better-sqlite3';

/** Opens the database file and creates the table the first time. */
export function open(path) {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE IF NOT EXISTS measurement (sensor TEXT, value REAL, at TEXT DEFAULT CURRENT_TIMESTAMP)');
  const insert = db.prepare('INSERT INTO measurement (sensor, value) VALUES (?, ?)');
  const select = db.prepare('SELECT value, at FROM measurement WHERE sensor = ? ORDER BY rowid DESC LIMIT 100');
  return {
    add: (sensor, value) => insert.run(sensor, value),
    latest: (sensor) => select.all(sensor),
  };
}
