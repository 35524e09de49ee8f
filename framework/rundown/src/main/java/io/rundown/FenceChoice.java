package io.rundown;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which fence a JVM gets, and why.
 *
 * @param fence the kind
 * @param heavy what makes every thread pass a full fence
 * @param asWished false if something else was asked for, in the property or by {@code auto} on this VM, and failed
 * @param told the sentence for the log
 */
record FenceChoice(Fence fence, Runnable heavy, boolean asWished, String told) {

    static final String PROPERTY = "io.rundown.fence";

    static FenceChoice of(@Nullable String property, Vm vm) {
        String wish = property == null ? "auto" : property.trim().toLowerCase(Locale.ROOT);
        return switch (wish) {
            case "auto", "" -> best(vm, "", true);
            case "atomic" -> atomic("asked for", true);
            case "handshake" -> wished(Fence.HANDSHAKE, vm);
            case "safepoint" -> wished(Fence.SAFEPOINT, vm);
            default ->
                best(
                        vm,
                        PROPERTY + "='" + property + "' is none of auto, handshake, safepoint, atomic; taken as auto; ",
                        false);
        };
    }

    private static FenceChoice wished(Fence fence, Vm vm) {
        String obstacle = obstacle(fence, vm);
        return obstacle == null
                ? asymmetric(fence, "asked for", true)
                : best(vm, fence + " was asked for and is not possible, " + obstacle + "; ", false);
    }

    private static FenceChoice best(Vm vm, String before, boolean asWished) {
        if (!vm.isHotSpot()) {
            return atomic(before + "on " + vm + ", which is not known to be HotSpot with its own compilers", asWished);
        }
        StringBuilder obstacles = new StringBuilder(before);
        for (Fence fence : new Fence[] {Fence.HANDSHAKE, Fence.SAFEPOINT}) {
            String obstacle = obstacle(fence, vm);
            if (obstacle == null) {
                return asymmetric(fence, obstacles + "on " + vm, asWished);
            }
            obstacles.append("no ").append(fence).append(", ").append(obstacle).append("; ");
        }
        return atomic(obstacles + "on " + vm, false);
    }

    /** Why a fence cannot be used here, or null if it has just worked. */
    private static @Nullable String obstacle(Fence fence, Vm vm) {
        if (!vm.isHotSpot()) {
            return vm + " is not known to be HotSpot with its own compilers";
        }
        if (fence == Fence.HANDSHAKE && vm.feature() < HandshakeFence.SINCE) {
            return "Java " + vm.feature() + " is older than " + HandshakeFence.SINCE;
        }
        try {
            heavy(fence).run();
            return null;
        } catch (RuntimeException | LinkageError e) {
            return "the attempt failed with " + e;
        }
    }

    private static FenceChoice asymmetric(Fence fence, String why, boolean asWished) {
        return new FenceChoice(fence, heavy(fence), asWished, told(fence, why));
    }

    private static FenceChoice atomic(String why, boolean asWished) {
        return new FenceChoice(Fence.ATOMIC, () -> {}, asWished, told(Fence.ATOMIC, why));
    }

    private static Runnable heavy(Fence fence) {
        return fence == Fence.HANDSHAKE ? HandshakeFence::pass : SafepointFence::pass;
    }

    private static String told(Fence fence, String why) {
        return "Rundown protection uses the fence " + fence + ": " + why;
    }
}
