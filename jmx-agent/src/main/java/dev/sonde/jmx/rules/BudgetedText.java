package dev.sonde.jmx.rules;

/** A text that stops whoever reads it for too long: a matcher that tries all ways through a text has no other end. */
final class BudgetedText implements CharSequence {
    private static final int LOOK_EVERY = 1 << 14;

    private final String text;
    private final long deadlineNanos;
    private int left = LOOK_EVERY;

    /** Thrown out of the matcher. */
    static final class ExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExhaustedException() {
            super("regular expression over its time", null, false, false);
        }
    }

    BudgetedText(String text, long nanos) {
        this.text = text;
        this.deadlineNanos = System.nanoTime() + nanos;
    }

    @Override
    public char charAt(int index) {
        if (--left == 0) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new ExhaustedException();
            }
            left = LOOK_EVERY;
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
