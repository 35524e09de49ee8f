package io.rundown.demo;

import io.rundown.demo.session.OrderOptions;
import io.rundown.demo.session.SampleCall;
import io.rundown.demo.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one call of one plugin. */
@Command(
        name = "call",
        description = "Loads the plugins and calls one of them with one order.",
        footer = {"", "Example: rundown-demo call tax --country FR --net 120"})
final class CallCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final OrderOptions order = new OrderOptions();

    @Parameters(paramLabel = "PLUGIN", description = "The plugin's id, as 'list' shows it.")
    private String plugin = "";

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = Session.open()) {
            session.loadAll(plugins.folder(), spec.commandLine().getErr());
            SampleCall.call(session.host(), plugin, order.order())
                    .forEach(spec.commandLine().getOut()::println);
            return ExitCodes.OK;
        }
    }
}
