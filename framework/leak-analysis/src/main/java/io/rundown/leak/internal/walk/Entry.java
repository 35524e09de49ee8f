package io.rundown.leak.internal.walk;

/**
 * Where one comes, from objects that have nothing to do with a class loader, to one that has.
 *
 * @param root the number of the root that the target is itself, or -1
 * @param holder the number of the object that refers to the target, or -1 if it is a root itself
 * @param target the number of the first object inside
 * @param more how many further references into the same class loader the same array has
 */
public record Entry(int root, int holder, int target, int more) {

    Entry andOneMore() {
        return new Entry(root, holder, target, more + 1);
    }
}
