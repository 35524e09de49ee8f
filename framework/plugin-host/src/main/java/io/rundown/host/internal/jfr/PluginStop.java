package io.rundown.host.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("io.rundown.PluginStop")
@Label("Plugin Stop")
@Category("Rundown")
@Description("Plugin.stop() was called and waited for; STOPPED, FAILED or TIMED_OUT")
final class PluginStop extends StepEvent {}
