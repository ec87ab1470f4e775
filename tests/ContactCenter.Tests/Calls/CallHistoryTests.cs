using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Routing;
using Xunit.Abstractions;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

/// <summary>Whatever happens to calls, in whatever order, some laws hold.</summary>
public class CallHistoryTests(ITestOutputHelper output)
{
    private const int _histories = 300;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Laws_hold_whatever_happens(int width)
    {
        foreach (var history in Histories(width))
        {
            for (var count = 0; count < 120 && history.Call.Outcome is null; count++)
            {
                history.Happens(history.Anything());
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_call_comes_to_its_end_by_its_own_steps(int width)
    {
        foreach (var history in Histories(width))
        {
            for (var count = 0; history.Call.Outcome is null; count++)
            {
                history.Holds(count < 5000, "it has come to its end");
                history.Goes();
            }
        }
    }

    private IEnumerable<History> Histories(int width)
    {
        var first = Environment.ProcessId * _histories;
        output.WriteLine($"Seeds from {first}.");
        return Enumerable.Range(0, _histories).Select(number => new History(unchecked(first + number), width));
    }

    private sealed class History
    {
        private static readonly OperatorId[] _operators = [.. "abcdefg".Select(name => new OperatorId($"{name}"))];

        private readonly int _seed;
        private readonly Random _random;
        private readonly QueueSettings _queue;
        private readonly Call _placed;
        private DateTimeOffset _now = Noon;
        private int _conferences;

        public History(int seed, int width)
        {
            (_seed, _random) = (seed, new Random(seed));
            _queue = Queue() with { RingWidth = width, RingWidthGrowsAfter = TimeSpan.FromSeconds(_random.Next(0, 8)), MaxOffers = _random.Next(1, 9) };
            Call = _placed = Waiting() with
            {
                Width = width,
                Class = _random.Next(3),
                OverflowAt = Sometimes(At(_random.Next(100))),
                HeldFor = Sometimes(Operator()),
                HeldUntil = At(_random.Next(60)),
            };
        }

        public Call Call { get; private set; }

        /// <summary>Something that may happen, now or too late, soon after what happened last.</summary>
        public CallEvent Anything()
        {
            _now += TimeSpan.FromSeconds(_random.NextDouble() * 6);
            var conference = Conference();
            return _random.Next(19) switch
            {
                < 5 => NewOffer(),
                < 8 => Rang(_now, conference),
                8 => new CallEvent.Withdrawn(conference, _now),
                < 12 => Looked(_random.Next(12) == 0, _now, _random.Next(8) == 0, conference),
                12 => new CallEvent.Delayed(conference, Second1, _now),
                13 => new CallEvent.Widened(_now),
                14 => _random.Next(2) == 0 ? new CallEvent.Released(_now) : new CallEvent.NotOverflowed(Sometimes(_now), _now),
                15 => _random.Next(4) == 0 ? new CallEvent.Moved($"queue {_random.Next(4)}", _now) : Overflowed(),
                16 => _random.Next(2) == 0 ? new CallEvent.Detached([], _now) : new CallEvent.Attached(Node, _now),
                17 => new CallEvent.Connected(conference, "https://v/1", Second1, _now),
                _ => Ending(),
            };
        }

        /// <summary>What the call needs next is done, with some outcome; while it rests, somebody else may be offered it.</summary>
        public void Goes()
        {
            switch (CallStep.For(Call, _queue, _now))
            {
                case CallStep.Rest when Call.WantsOperator && _random.Next(3) == 0:
                    Happens(NewOffer());
                    break;
                case CallStep.Rest rest:
                    _now = rest.Until;
                    break;
                case CallStep.Ring ring:
                    Happens(_random.Next(4) switch
                    {
                        0 => new CallEvent.Withdrawn(ring.Offer.Conference, _now),
                        1 => new CallEvent.Delayed(ring.Offer.Conference, Second1, _now),
                        _ => Rang(_now, ring.Offer.Conference),
                    });
                    break;
                case CallStep.LookForAnswer look:
                    Happens(Looked(_random.Next(200) == 0, _now, _random.Next(100) == 0, look.Offer.Conference));
                    break;
                case CallStep.FetchLink fetch:
                    Happens(new CallEvent.Connected(fetch.Offer.Conference, "https://v/1", TimeSpan.FromMinutes(1), _now));
                    break;
                case CallStep.LookIn:
                    Happens(LookedIn(There(true, true), _now));
                    break;
                case CallStep.Overflow:
                    Happens(_random.Next(2) == 0 ? Overflowed() : new CallEvent.NotOverflowed(Sometimes(_now.AddSeconds(9)), _now));
                    break;
                case CallStep.Happen happen:
                    Happens(happen.Event);
                    break;
            }
        }

        public void Happens(CallEvent happened)
        {
            if (CallChange.Of(Call, happened, _queue, _now) is { } change)
            {
                Holds(change, happened);
                Call = change.After;
            }
        }

        public void Holds(bool law, string what, object? happened = null)
        {
            if (!law)
            {
                Assert.Fail($"Seed {_seed}, width {_queue.RingWidth}: not true that {what}. {happened} {Call}");
            }
        }

        private void Holds(CallChange change, CallEvent happened)
        {
            var (before, after) = (change.Before, change.After);
            var live = after.LiveOffers.ToList();
            Holds(after.Offers.Count(offer => offer.State == OfferState.Answered) <= 1, "one answer is the only one", happened);
            Holds(before.Answer is null || !change.Intents.Any(), "nobody is asked after an answer", happened);
            Holds(after.Answer is null || live.Count <= 1, "after an answer nothing else is live", happened);
            Holds(after.Outcome is null || after.Offers.All(offer => !offer.IsLive || offer.State == OfferState.Answered), "nothing rings after the end", happened);
            Holds(after.Outcome is not null || change.DueAt < DateTimeOffset.MaxValue, "it is due again", happened);
            Holds(after.Rank == _placed.Rank && after.GiveUpAt <= _placed.GiveUpAt, "its rank and its longest wait stay", happened);
            Holds(live.Select(offer => offer.Operator).Distinct().Count() == live.Count, "nobody is rung twice at once", happened);
            Holds(live.Count <= Math.Max(after.Width, before.LiveOffers.Count()), "it rings at no more than it is wide", happened);
            Holds(!change.Intents.Any() || live.Count <= before.Width, "nobody is asked beyond its width", happened);
            Holds(change.Intents.All(intent => before.DetachedAt is null), "nobody is asked for a guest who is away", happened);
            Holds(after.OverflowedFrom.Append(after.Queue).Distinct().Count() == after.OverflowedFrom.Count + 1, "it is in no queue twice", happened);
            Holds(
                change.Marks.Count(mark => mark.IsMissed) == after.Missed - before.Missed,
                "whoever missed a ring is marked, and nobody else",
                happened);
        }

        private CallEvent.Offered NewOffer()
        {
            var (conference, id) = (NewConference(), Operator());
            return new CallEvent.Offered(conference, id, id.Value, _now);
        }

        private CallEvent.Overflowed Overflowed() => new($"queue {_random.Next(4)}", Sometimes(_now.AddSeconds(30)), _now);

        private CallEvent Ending() => _random.Next(12) switch
        {
            0 => new CallEvent.HungUp(_now),
            1 => new CallEvent.Vanished(_now),
            2 => new CallEvent.GivenUp(_now),
            3 => new CallEvent.Failed(_now),
            4 => new CallEvent.TimedOut(_now),
            _ => LookedIn(There(true, _random.Next(2) == 0), _now),
        };

        private OperatorId Operator() => _operators[_random.Next(_operators.Length)];

        private T? Sometimes<T>(T value)
            where T : struct => _random.Next(2) == 0 ? value : null;

        private LedgerId NewConference() => new(new Guid(++_conferences, 0, 0, new byte[8]));

        private LedgerId Conference() => Call.Offers.Count == 0 ? First : Call.Offers[Math.Max(0, Call.Offers.Count - 1 - _random.Next(4))].Conference;
    }
}
