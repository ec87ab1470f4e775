-- Moments are integers as in SQLite: 100-nanosecond ticks of UTC since year 1. PostgreSQL's own type would round them, and an
-- event's time would not be the one that its view tells. Only leases are timestamps: this server's clock alone sets and
-- compares them. Names of states are those of the wire.
--
-- Tables whose rows change often leave room on their pages, so that a change that touches no index stays on its page.

-- The nodes that share this database, one row for each membership of a process.
create table nodes (
    id text collate "C" primary key,
    entered_at timestamptz not null,
    seen_at timestamptz not null,           -- the last sign of life
    alive_until timestamptz not null        -- afterwards what it has in hand is anybody's
) with (fillfactor = 50);

-- Work that one node does for all.
create table roles (
    role text primary key,
    node text not null
);

-- What the node that reads a group has laid down for the others.
create table rosters (
    group_name text primary key,
    watch text not null
) with (fillfactor = 50);

-- A call is stored whole in "body"; the other columns repeat what is searched.
create table calls (
    seq bigint generated always as identity primary key,    -- order among equal arrivals
    id text collate "C" not null unique,
    queue text not null,
    state text not null,
    arrived_at bigint not null,
    waiting_since bigint not null,
    offered boolean not null,               -- it has a live offer
    wants_operator boolean not null,        -- matching may give it an operator
    missed_operator text,                   -- who missed its last ring, and when
    missed_at bigint,
    due_at bigint,                          -- null: it has ended
    claimed_by text,                        -- who has it in hand; counts while that node is alive
    nodes text,                             -- who has the guest on the line, parted by blanks; null: nobody needs to know
    ended_at bigint,                        -- null: it has not ended, or nothing in it tells any more who the guest was
    version integer not null,
    event_count integer not null,
    body text not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

-- Partial, so that no search among the living grows with those who ended.
create index calls_live on calls (queue, state, arrived_at, seq) where due_at is not null;
create index calls_wanting on calls (queue, arrived_at, seq) where wants_operator;
create index calls_due on calls (due_at, seq) where due_at is not null;
create index calls_present on calls (seq) where nodes is not null;
create index calls_to_erase on calls (ended_at) where ended_at is not null;

create table call_events (
    call_id text collate "C" not null references calls (id),
    sequence integer not null,
    type text not null,
    at bigint not null,
    view text not null,
    primary key (call_id, sequence)
);

-- The ledger. The owner is a call's id, opaque here.
create table conferences (
    id text collate "C" primary key,
    owner text not null,
    operator text not null,
    intended_at bigint not null,
    begun_at bigint,                        -- from when on the server may have been asked to make it
    conference text,
    condemned_at bigint,
    stopped_at bigint,
    gone_at bigint,
    due_at bigint not null,
    failures integer not null,
    trouble text,
    claimed_by text,
    version integer not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

-- This is what makes it impossible to ring an operator twice at once.
create unique index conferences_one_per_operator on conferences (operator) where gone_at is null;
create index conferences_due on conferences (due_at, id) where condemned_at is not null and gone_at is null;
create index conferences_by_server_id on conferences (conference) where conference is not null;
create index conferences_gone on conferences (gone_at) where gone_at is not null;

create table operators (
    id text primary key,
    idle_since bigint,      -- end of the last conversation or missed ring
    freed_at bigint,        -- when the last conference was gone
    resting_until bigint    -- not offered before, without blame
) with (fillfactor = 70);

create table idempotency (
    key text primary key,
    request text not null,
    call_id text collate "C" not null references calls (id),
    expires_at bigint not null
);

create index idempotency_calls on idempotency (call_id);
create index idempotency_expiry on idempotency (expires_at);

-- Conferences of ours that nobody owned: when each was found, and when it was gone.
create table orphans (
    conference text not null,
    ledger text,
    why text not null,
    found_at bigint not null,
    removed_at bigint,
    trouble text,
    primary key (conference, found_at)
);

create table installation (
    only_row integer primary key check (only_row = 1),
    id text not null,
    token_secret bytea not null
);
