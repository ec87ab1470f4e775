-- Order among waiting calls is (rank, seq). Calls of one queue and kind differ in nothing else, so a match reads the first of each.
alter table calls
    add column rank bigint,
    add column kind text collate "C" not null default '|',
    add column held_for text collate "C",       -- while it lives: the only operator who may have it
    add column answered_by text collate "C",
    add column answered_at bigint,
    add column guest_key text collate "C";      -- by which the guest is known again
alter table conferences add column answered_at bigint;
alter table operators
    add column cooling_until bigint,            -- not offered before, after a missed ring
    add column wrap_up_until bigint,            -- not offered before, after a conversation
    add column wrap_up_ends_when_ready boolean not null default false,
    add column paused_at bigint,                -- null: not paused
    add column pause_reason text,
    add column paused_automatically boolean not null default false,
    add column missed_in_row integer not null default 0;

-- Until now the order was that of arrival, and an answer was told by nothing but the body and the feed.
update calls set
    rank = arrived_at,
    answered_by = (select offer ->> 'operator' from jsonb_array_elements(body::jsonb -> 'offers') as one (offer) where offer ->> 'state' = 'answered' limit 1);
alter table calls alter column rank set not null;
update calls set answered_at = coalesce(
        (select min(at) from call_events where call_id = id and type = 'connected'),
        (select max(at) from call_events where call_id = id))
    where answered_by is not null;
update conferences set answered_at = (select calls.answered_at from calls where calls.id = owner and answered_by = operator)
    where condemned_at is null and gone_at is null;

-- Partial as ever. The arrival stands last where calls are searched that have waited for so long: it is looked at in the index.
drop index calls_wanting;
create index calls_wanting on calls (queue, kind, rank, seq, arrived_at) where wants_operator and not offered and held_for is null;
create index calls_wanting_more on calls (queue, kind, rank, seq, arrived_at) where wants_operator and offered and held_for is null;
create index calls_held on calls (held_for, queue, rank, seq) where held_for is not null;
create index calls_in_line on calls (queue, rank, seq) where state = 'waiting' and due_at is not null;
create index calls_answered on calls (queue, answered_at desc) where answered_at is not null;
create index calls_by_answerer on calls (answered_by, answered_at) where answered_at is not null;
create index calls_by_guest on calls (guest_key, answered_at) where guest_key is not null;

-- Who was offered last in a queue.
create table cursors (
    queue text primary key,
    operator text not null
) with (fillfactor = 50);

-- How many conferences there may be at once, as the server's refusals have taught.
create table licence (
    only_row integer primary key check (only_row = 1),
    most integer not null,
    until bigint not null
);

-- Why calls were offered to whom.
create table decisions (
    seq bigint generated always as identity primary key,
    at bigint not null,
    call_id text collate "C" not null,
    body text not null
);

create index decisions_of_call on decisions (call_id, at);
create index decisions_by_time on decisions (at);
