namespace ContactCenter.Tests.Storage;

public sealed class SqliteCallStoreTests() : CallStoreContract(SqliteStore.New());

public sealed class SqliteCallSearchTests() : CallSearchContract(SqliteStore.New());

public sealed class SqliteMatchTests() : MatchContract(SqliteStore.New());

public sealed class SqliteConferenceLedgerTests() : ConferenceLedgerContract(SqliteStore.New());

public sealed class SqliteCountTests() : CountContract(SqliteStore.New());
