package dev.sonde.node.textfile;

/** One name against one pattern, by the rules of Go's {@code filepath.Match}. */
final class GlobName {
    private GlobName() {}

    /** False when a bracket stays open, a range is empty or a backslash ends the pattern. */
    static boolean isValid(String pattern) {
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if (c == '[') {
                i = classEnd(pattern, i);
                if (i < 0) {
                    return false;
                }
            } else if (c == '\\' && ++i == pattern.length()) {
                return false;
            }
            i++;
        }
        return true;
    }

    /** Index of the closing bracket of the class that begins there, -1 when it is malformed. */
    private static int classEnd(String pattern, int open) {
        int i = open + 1;
        if (i < pattern.length() && pattern.charAt(i) == '^') {
            i++;
        }
        for (int members = 0; i < pattern.length(); members++) {
            if (pattern.charAt(i) == ']' && members > 0) {
                return i;
            }
            i = memberEnd(pattern, i);
            if (i >= 0 && i < pattern.length() && pattern.charAt(i) == '-') {
                i = memberEnd(pattern, i + 1);
            }
            if (i < 0) {
                return -1;
            }
        }
        return -1;
    }

    private static int memberEnd(String pattern, int at) {
        int i = at;
        if (i >= pattern.length() || pattern.charAt(i) == '-' || pattern.charAt(i) == ']') {
            return -1;
        }
        if (pattern.charAt(i) == '\\' && ++i == pattern.length()) {
            return -1;
        }
        return i + 1;
    }

    /** @param pattern a valid one without a slash */
    static boolean matches(String pattern, String name) {
        return matches(pattern, 0, name, 0);
    }

    private static boolean matches(String pattern, int patternFrom, String name, int nameFrom) {
        int p = patternFrom;
        int n = nameFrom;
        int starPattern = -1;
        int starName = 0;
        while (n < name.length() || p < pattern.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                starPattern = p++;
                starName = n;
                continue;
            }
            int next = p < pattern.length() && n < name.length() ? one(pattern, p, name.charAt(n)) : -1;
            if (next >= 0) {
                p = next;
                n++;
            } else if (starPattern >= 0 && starName < name.length()) {
                p = starPattern + 1;
                n = ++starName;
            } else {
                return false;
            }
        }
        return true;
    }

    /** Index behind the pattern's element there if it matches the character, else -1. */
    private static int one(String pattern, int at, char c) {
        switch (pattern.charAt(at)) {
            case '?':
                return at + 1;
            case '[':
                return inClass(pattern, at, c) ? classEnd(pattern, at) + 1 : -1;
            case '\\':
                return pattern.charAt(at + 1) == c ? at + 2 : -1;
            default:
                return pattern.charAt(at) == c ? at + 1 : -1;
        }
    }

    private static boolean inClass(String pattern, int open, char c) {
        int i = open + 1;
        boolean negated = pattern.charAt(i) == '^';
        if (negated) {
            i++;
        }
        int end = classEnd(pattern, open);
        boolean found = false;
        while (i < end) {
            int next = memberEnd(pattern, i);
            char low = pattern.charAt(next - 1);
            char high = low;
            if (pattern.charAt(next) == '-') {
                next = memberEnd(pattern, next + 1);
                high = pattern.charAt(next - 1);
            }
            found |= low <= c && c <= high;
            i = next;
        }
        return found != negated;
    }
}
