package io.rundown.demo.shell;

import io.rundown.demo.screen.Brief;
import io.rundown.demo.screen.Glyphs;
import io.rundown.demo.screen.Line;
import io.rundown.demo.screen.Picture;
import io.rundown.demo.screen.Table;
import io.rundown.host.PluginHost;
import io.rundown.host.model.CallInside;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.HostStatus;
import io.rundown.host.model.UnknownPluginException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls inside one plugin or all. */
final class InflightPicture implements Picture {

    private static final int HEADINGS = 2;

    /** How many asynchronous calls of a generation the host names at the most. */
    private static final int MOST_NAMED = 100;

    private final PluginHost host;
    private final @Nullable String id;
    private final Glyphs glyphs;

    InflightPicture(PluginHost host, @Nullable String id, Glyphs glyphs) {
        this.host = host;
        this.id = id;
        this.glyphs = glyphs;
    }

    /** All of it, however long. */
    List<Line> lines() {
        return lines(Integer.MAX_VALUE);
    }

    private List<Line> lines(int height) {
        Table table = new Table("plugin", "gen", "call", "by", "at least", "doing").right("gen", "at least");
        int named = 0;
        long unnamed = 0;
        for (Map.Entry<String, List<GenerationStatus>> each : generations().entrySet()) {
            List<CallInside> calls = callsInside(each.getKey());
            calls.forEach(call -> table.row(cells(each.getKey(), call)));
            named += calls.size();
            unnamed += each.getValue().stream()
                    .mapToLong(generation -> unnamed(generation, calls))
                    .sum();
        }
        long all = named + unnamed;
        List<Line> lines = new ArrayList<>();
        lines.add(Line.heading(all + (all == 1 ? " call inside" : " calls inside")));
        if (named > 0) {
            int fitting = unnamed == 0 && named + HEADINGS <= height ? named : Math.min(named, height - HEADINGS - 1);
            int shown = Math.max(0, fitting);
            table.lines().stream().limit(shown + 1L).map(Line::plain).forEach(lines::add);
            if (shown < all) {
                lines.add(new Line("and " + (all - shown) + " more", Line.Look.FAINT));
            }
        }
        return lines;
    }

    /** Those asked for, by plugin. One that was asked for by its name is there in any case. */
    private Map<String, List<GenerationStatus>> generations() {
        HostStatus status = host.status();
        Map<String, List<GenerationStatus>> generations = new LinkedHashMap<>();
        if (id != null) {
            generations.put(id, new ArrayList<>());
        }
        Stream.concat(status.current().stream(), status.retiring().stream())
                .filter(each -> id == null || each.pluginId().equals(id))
                .forEach(each -> generations
                        .computeIfAbsent(each.pluginId(), ignored -> new ArrayList<>())
                        .add(each));
        return generations;
    }

    /** Of fewer than it names at the most, the host has named all. */
    private static long unnamed(GenerationStatus generation, List<CallInside> named) {
        long count = named.stream()
                .filter(each -> each.isAsynchronous() && each.generation() == generation.generation())
                .count();
        return count < MOST_NAMED ? 0 : Math.max(0, generation.async() - count);
    }

    private static Object[] cells(String plugin, CallInside call) {
        return new Object[] {
            plugin,
            call.generation(),
            call.method().isEmpty() ? "-" : call.method(),
            by(call),
            Brief.age(call.atLeast()),
            doing(call.isAsynchronous() ? call.enteredAt() : call.stack())
        };
    }

    /** One that was not asked for by its name may have gone meanwhile. */
    private List<CallInside> callsInside(String each) {
        try {
            return host.inFlight(each);
        } catch (UnknownPluginException gone) {
            if (each.equals(id)) {
                throw gone;
            }
            return List.of();
        }
    }

    private static String by(CallInside call) {
        String thread = call.threadName().isEmpty() ? "#" + call.threadId() : call.threadName();
        return switch (call.kind()) {
            case PLATFORM_THREAD -> thread;
            case VIRTUAL_THREAD -> "virtual " + thread;
            case ASYNCHRONOUS -> call.threadId() == 0 ? "a future" : "a future of " + thread;
        };
    }

    /** The innermost frame that is not the JDK's, nor of a class that it made for a lambda, and what it waits in if that is another. */
    static String doing(List<StackTraceElement> stack) {
        if (stack.isEmpty()) {
            return "-";
        }
        StackTraceElement innermost = stack.get(0);
        return stack.stream()
                .filter(each -> !each.getClassName().matches("(java|javax|jdk|sun)\\..*|.*\\$\\$Lambda.*"))
                .findFirst()
                .map(own -> own.equals(innermost) ? place(own) : place(own) + " in " + method(innermost))
                .orElseGet(() -> place(innermost));
    }

    private static String place(StackTraceElement frame) {
        return frame.getLineNumber() < 0 ? method(frame) : method(frame) + ":" + frame.getLineNumber();
    }

    private static String method(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
    }

    @Override
    public List<Line> paint(int width, int height) {
        return lines(height).stream()
                .limit(height)
                .map(each -> new Line(glyphs.cut(each.text(), width), each.look()))
                .toList();
    }
}
