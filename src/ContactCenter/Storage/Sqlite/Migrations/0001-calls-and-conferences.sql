-- Moments are integers: 100-nanosecond ticks of UTC since year 1. Names of states are those of the wire.

-- A call is stored whole in "body"; the other columns repeat what is searched.
create table calls (
    seq integer primary key autoincrement,  -- order among equal arrivals
    id text not null unique,
    queue text not null,
    state text not null,
    arrived_at integer not null,
    waiting_since integer not null,
    offered integer not null,               -- 1: it has a live offer
    wants_operator integer not null,        -- 1: matching may give it an operator
    missed_operator text,                   -- who missed its last ring, and when
    missed_at integer,
    due_at integer,                         -- null: it has ended
    version integer not null,
    event_count integer not null,
    body text not null
);

-- Partial, so that no search among the living grows with those who ended.
create index calls_live on calls (queue, state, arrived_at) where due_at is not null;
create index calls_wanting on calls (queue, arrived_at) where wants_operator = 1;
create index calls_due on calls (due_at) where due_at is not null;

create table call_events (
    call_id text not null references calls (id),
    sequence integer not null,
    type text not null,
    at integer not null,
    view text not null,
    primary key (call_id, sequence)
) without rowid;

-- The ledger. The owner is a call's id, opaque here.
create table conferences (
    id text primary key,
    owner text not null,
    operator text not null,
    intended_at integer not null,
    conference text,
    condemned_at integer,
    stopped_at integer,
    gone_at integer,
    due_at integer not null,
    failures integer not null,
    trouble text,
    version integer not null
) without rowid;

-- This is what makes it impossible to ring an operator twice at once.
create unique index conferences_one_per_operator on conferences (operator) where gone_at is null;
create index conferences_due on conferences (due_at) where condemned_at is not null and gone_at is null;

create table operators (
    id text primary key,
    idle_since integer,     -- end of the last conversation or missed ring
    freed_at integer,       -- when the last conference was gone
    resting_until integer   -- not offered before, without blame
) without rowid;

create table idempotency (
    key text primary key,
    request text not null,
    call_id text not null references calls (id),
    expires_at integer not null
) without rowid;

create index idempotency_calls on idempotency (call_id);
create index idempotency_expiry on idempotency (expires_at);

create table installation (
    only_row integer primary key check (only_row = 1),
    id text not null,
    token_secret blob not null
);
