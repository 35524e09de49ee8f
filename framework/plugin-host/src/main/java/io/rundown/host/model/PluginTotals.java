package io.rundown.host.model;

/**
 * What has happened to one plugin since the host was opened, in all generations that ever served, those that are gone
 * included. Stays known when the plugin is unloaded, and goes on from there when it is loaded again.
 *
 * @param pluginId the plugin
 * @param loaded generations that ever served
 * @param present generations that are not gone: the current one and those on their way out
 * @param calls calls let in; a call that comes in while its generation closes its doors, or from inside while it drains, is
 *     counted when it ends, and those of a forced-out call that goes on calling are not. A look at that moment may also count
 *     one that is then refused, until nobody is inside
 * @param inside guards open now: calls inside and asynchronous calls not yet completed
 * @param refused calls refused, also while the plugin was away
 */
public record PluginTotals(String pluginId, int loaded, int present, long calls, long inside, long refused) {}
