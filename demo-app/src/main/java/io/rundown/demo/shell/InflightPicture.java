package io.rundown.demo.shell;

import io.rundown.demo.screen.Brief;
import io.rundown.demo.screen.Line;
import io.rundown.demo.screen.Picture;
import io.rundown.demo.screen.Table;
import io.rundown.host.PluginHost;
import io.rundown.host.model.CallInside;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.UnknownPluginException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls inside one plugin or all. */
final class InflightPicture implements Picture {

    private final PluginHost host;
    private final @Nullable String id;

    InflightPicture(PluginHost host, @Nullable String id) {
        this.host = host;
        this.id = id;
    }

    /** All of it, however long. */
    List<Line> lines() {
        Table table = new Table("plugin", "gen", "call", "by", "at least", "doing");
        int calls = 0;
        for (String each : id != null ? Set.of(id) : ids()) {
            for (CallInside call : callsInside(each)) {
                table.row(
                        each,
                        call.generation(),
                        call.method().isEmpty() ? "-" : call.method(),
                        by(call),
                        Brief.age(call.atLeast()),
                        doing(call.isAsynchronous() ? call.enteredAt() : call.stack()));
                calls++;
            }
        }
        List<Line> lines = new ArrayList<>();
        lines.add(Line.heading(calls + (calls == 1 ? " call inside" : " calls inside")));
        if (calls > 0) {
            table.lines().forEach(each -> lines.add(Line.plain(each)));
        }
        return lines;
    }

    private Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        Stream.concat(host.status().current().stream(), host.status().retiring().stream())
                .map(GenerationStatus::pluginId)
                .forEach(ids::add);
        return ids;
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

    /** The innermost frame that is not the JDK's, and what it waits in if that is another. */
    static String doing(List<StackTraceElement> stack) {
        if (stack.isEmpty()) {
            return "-";
        }
        StackTraceElement innermost = stack.get(0);
        return stack.stream()
                .filter(each -> !each.getClassName().matches("(java|javax|jdk|sun)\\..*"))
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
        return lines().stream()
                .limit(height)
                .map(each -> new Line(
                        each.text().substring(0, Math.min(width, each.text().length())), each.look()))
                .toList();
    }
}
