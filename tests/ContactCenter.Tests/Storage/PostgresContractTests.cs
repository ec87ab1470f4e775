namespace ContactCenter.Tests.Storage;

public sealed class PostgresCallStoreTests() : CallStoreContract(new PostgresStore());

public sealed class PostgresCallSearchTests() : CallSearchContract(new PostgresStore());

public sealed class PostgresMatchTests() : MatchContract(new PostgresStore());

public sealed class PostgresConferenceLedgerTests() : ConferenceLedgerContract(new PostgresStore());

public sealed class PostgresClaimTests() : ClaimContract(new PostgresStore());

public sealed class PostgresCountTests() : CountContract(new PostgresStore());

public sealed class PostgresMatchSearchTests() : MatchSearchContract(new PostgresStore());

public sealed class PostgresMatchFactsTests() : MatchFactsContract(new PostgresStore());

public sealed class PostgresDecisionTests() : DecisionContract(new PostgresStore());

public sealed class PostgresOperatorStoreTests() : OperatorStoreContract(new PostgresStore());

public sealed class PostgresCallLookupTests() : CallLookupContract(new PostgresStore());
