-- The end of the longest wait. Whoever has not been ended by then waits for nobody any more, and takes no place in a search.
alter table calls add column give_up_at integer not null default 9223372036854775807;

-- Until now it was told by the body alone, to the tick: seconds and the rest apart, as no function here keeps seven digits.
update calls set give_up_at =
        621355968000000000
        + 10000000 * strftime('%s', substr(json_extract(body, '$.giveUpAt'), 1, 19) || substr(json_extract(body, '$.giveUpAt'), -6))
        + cast(substr(substr(json_extract(body, '$.giveUpAt'), 21, length(json_extract(body, '$.giveUpAt')) - 26) || '0000000', 1, 7) as integer)
    where due_at is not null and json_extract(body, '$.giveUpAt') is not null;

drop index calls_wanting;
drop index calls_wanting_more;
create index calls_wanting on calls (queue, kind, rank, seq, arrived_at, give_up_at) where wants_operator = 1 and offered = 0 and held_for is null;
create index calls_wanting_more on calls (queue, kind, rank, seq, arrived_at, give_up_at) where wants_operator = 1 and offered = 1 and held_for is null;
