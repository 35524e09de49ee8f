package io.rundown.demo.shell;

import io.rundown.demo.session.OrderOptions;
import io.rundown.demo.session.SampleCall;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Calls a plugin. */
@Command(name = "call", description = "Call a plugin with one order.")
final class CallCommand extends InShell implements Callable<Integer> {

    @Parameters(paramLabel = ShellCommands.PLUGIN_ID, description = "The plugin.")
    private String id = "";

    @Mixin
    private final OrderOptions order = new OrderOptions();

    @Override
    public Integer call() throws InterruptedException {
        SampleCall.call(host(), id, order.order()).forEach(out()::println);
        return 0;
    }
}
