package io.rundown.host.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("io.rundown.PluginDelete")
@Label("Plugin Delete")
@Category("Rundown")
@Description("Plugin.delete() was called and waited for; DELETED, FAILED or TIMED_OUT")
final class PluginDelete extends StepEvent {}
