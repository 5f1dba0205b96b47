/// The database as a job of the writer, or a reader, sees it: everything in one transaction.
///
/// A job may be run twice, when another job of its batch fails: it must change nothing but the database.
package struct Transaction {
    let database: Database
}
