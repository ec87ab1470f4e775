-- The end of the longest wait. Whoever has not been ended by then waits for nobody any more, and takes no place in a search.
alter table calls add column give_up_at bigint not null default 9223372036854775807;

-- Until now it was told by the body alone, to the tick: seconds and the rest apart, as a timestamp keeps six digits.
update calls set give_up_at =
        621355968000000000
        + 10000000 * extract(epoch from (left(told.moment, 19) || right(told.moment, 6))::timestamptz)::bigint
        + rpad(coalesce(substring(told.moment from '\.([0-9]+)'), ''), 7, '0')::bigint
    from (select seq, body::jsonb ->> 'giveUpAt' as moment from calls where due_at is not null) as told
    where told.seq = calls.seq and told.moment is not null;

drop index calls_wanting;
drop index calls_wanting_more;
create index calls_wanting on calls (queue, kind, rank, seq, arrived_at, give_up_at) where wants_operator and not offered and held_for is null;
create index calls_wanting_more on calls (queue, kind, rank, seq, arrived_at, give_up_at) where wants_operator and offered and held_for is null;
