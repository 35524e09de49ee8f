package io.rundown.host.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("io.rundown.PluginClose")
@Label("Plugin Close")
@Category("Rundown")
@Description(
        "A generation was let go of, extensions, class loader and private copy; CLOSED, or NOT_CLOSED if not all of it")
final class PluginClose extends StepEvent {}
