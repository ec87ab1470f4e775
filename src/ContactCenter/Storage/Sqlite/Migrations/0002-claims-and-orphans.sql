-- Work in hand. A claim counts while its node is alive; in a file of one process that is the node that has entered.
create table nodes (
    id text primary key
) without rowid;

alter table calls add column claimed_by text;
alter table calls add column nodes text;            -- who has the guest on the line, parted by blanks; null: nobody needs to know
alter table calls add column ended_at integer;      -- null: it has not ended, or nothing in it tells any more who the guest was
alter table conferences add column claimed_by text;
alter table conferences add column begun_at integer; -- from when on the server may have been asked to make it

-- Until now nothing said whether the server had been asked, or where the guests were.
update conferences set begun_at = intended_at;
update calls set nodes = '' where due_at is not null and state in ('waiting', 'ringing');
update calls set ended_at = (select max(at) from call_events where call_id = id) where due_at is null;

create index calls_to_erase on calls (ended_at) where ended_at is not null;
create index calls_present on calls (id) where nodes is not null;
create index conferences_by_server_id on conferences (conference) where conference is not null;
create index conferences_gone on conferences (gone_at) where gone_at is not null;

-- Conferences of ours that nobody owned: when each was found, and when it was gone.
create table orphans (
    conference text not null,
    ledger text,
    why text not null,
    found_at integer not null,
    removed_at integer,
    trouble text,
    primary key (conference, found_at)
) without rowid;
