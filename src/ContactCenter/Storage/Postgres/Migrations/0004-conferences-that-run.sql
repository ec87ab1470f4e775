-- Whether the server runs it, as far as is known: what a limit that refusals have taught is measured by, once it has run out.
alter table conferences add column started boolean not null default false;

update conferences set started = true
    where gone_at is null and exists
    (
        select 1 from calls cross join jsonb_array_elements(calls.body::jsonb -> 'offers') as one (offer)
        where calls.id = conferences.owner and offer ->> 'conference' = conferences.id and offer ->> 'rangAt' is not null
    );
