namespace ContactCenter.Tests.Storage;

public sealed class SqliteCallStoreTests() : CallStoreContract(SqliteStore.NotOpen());

public sealed class SqliteCallSearchTests() : CallSearchContract(SqliteStore.NotOpen());

public sealed class SqliteMatchTests() : MatchContract(SqliteStore.NotOpen());

public sealed class SqliteConferenceLedgerTests() : ConferenceLedgerContract(SqliteStore.NotOpen());

public sealed class SqliteClaimTests() : ClaimContract(SqliteStore.NotOpen());

public sealed class SqliteCountTests() : CountContract(SqliteStore.NotOpen());

public sealed class SqliteMatchSearchTests() : MatchSearchContract(SqliteStore.NotOpen());

public sealed class SqliteMatchFactsTests() : MatchFactsContract(SqliteStore.NotOpen());

public sealed class SqliteDecisionTests() : DecisionContract(SqliteStore.NotOpen());

public sealed class SqliteOperatorStoreTests() : OperatorStoreContract(SqliteStore.NotOpen());

public sealed class SqliteCallLookupTests() : CallLookupContract(SqliteStore.NotOpen());
