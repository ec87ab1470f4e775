-- Whether the server runs it, as far as is known: what a limit that refusals have taught is measured by, once it has run out.
alter table conferences add column started integer not null default 0;

update conferences set started = 1
    where gone_at is null and exists
    (
        select 1 from calls, json_each(calls.body, '$.offers') as offer
        where calls.id = conferences.owner and json_extract(offer.value, '$.conference') = conferences.id
            and json_extract(offer.value, '$.rangAt') is not null
    );
