namespace MatchingEngine.AeronDriver.Flow;

/// <summary>
/// Answers NAKs: each range is sent once and then for a while not again, since the requests that are still on their way
/// speak of the same loss. Used by the sender's thread alone.
/// </summary>
internal sealed class RetransmitHandler
{
    private readonly Resend[] _actions;
    private readonly bool _isGroup;
    private readonly long _delayNanos;
    private readonly long _lingerNanos;

    public RetransmitHandler(bool isGroup, int maxResend, long delayNanos, long lingerNanos)
    {
        _isGroup = isGroup;
        _actions = new Resend[isGroup ? maxResend : 1];
        _delayNanos = delayNanos;
        _lingerNanos = lingerNanos;
    }

    private enum State : byte
    {
        Free,
        Delayed,
        Lingering,
    }

    /// <summary>Takes a request that was checked against the term; false when no room was left for it.</summary>
    public bool OnNak(int termId, int termOffset, int length, long nowNanos, IResender resender)
    {
        int free = -1;
        for (int index = 0; index < _actions.Length; index++)
        {
            ref Resend action = ref _actions[index];
            if (action.State == State.Free)
            {
                free = free < 0 ? index : free;
            }
            else if (action.Covers(termId, termOffset, length))
            {
                return true;
            }
        }

        if (free < 0 && !_isGroup)
        {
            // The one receiver asks for something else, so it no longer waits for what was sent last.
            free = 0;
        }

        if (free < 0)
        {
            return false;
        }

        ref Resend taken = ref _actions[free];
        taken = new Resend { TermId = termId, TermOffset = termOffset, Length = length };
        if (_delayNanos == 0)
        {
            resender.Resend(termId, termOffset, length);
            taken.State = State.Lingering;
            taken.DueNanos = nowNanos + _lingerNanos;
        }
        else
        {
            taken.State = State.Delayed;
            taken.DueNanos = nowNanos + _delayNanos;
        }

        return true;
    }

    /// <summary>Does what has come due.</summary>
    public void OnTime(long nowNanos, IResender resender)
    {
        for (int index = 0; index < _actions.Length; index++)
        {
            ref Resend action = ref _actions[index];
            if (action.State == State.Free || nowNanos - action.DueNanos < 0)
            {
                continue;
            }

            if (action.State == State.Delayed)
            {
                resender.Resend(action.TermId, action.TermOffset, action.Length);
                action.State = State.Lingering;
                action.DueNanos = nowNanos + _lingerNanos;
            }
            else
            {
                action.State = State.Free;
            }
        }
    }

    private struct Resend
    {
        public int TermId;
        public int TermOffset;
        public int Length;
        public State State;
        public long DueNanos;

        public readonly bool Covers(int termId, int termOffset, int length) =>
            TermId == termId && termOffset >= TermOffset && termOffset + length <= TermOffset + Length;
    }
}
