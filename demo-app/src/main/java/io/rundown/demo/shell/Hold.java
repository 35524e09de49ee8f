package io.rundown.demo.shell;

import io.rundown.demo.session.UserMistake;
import io.rundown.sample.checkout.FraudReview;
import io.rundown.sample.checkout.FraudVerdict;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/** A call that stays inside a plugin until it is let go of. */
interface Hold {

    /** Whether it has ended, which it also does if an unload interrupts or abandons it. */
    boolean isOver();

    /** Lets it end, and returns once it has. */
    void letGo() throws InterruptedException;

    /** A result that does not come. */
    final class ByPromise implements Hold {

        private final CompletableFuture<FraudVerdict> reviewer = new CompletableFuture<>();
        private final CompletableFuture<FraudVerdict> answer;

        ByPromise(FraudReview review) {
            answer = review.ask(reviewer).toCompletableFuture();
        }

        @Override
        public boolean isOver() {
            return answer.isDone();
        }

        @Override
        public void letGo() {
            reviewer.complete(FraudVerdict.CLEAR);
        }

        @Override
        public String toString() {
            return "a future is not complete, of FraudReview.ask";
        }
    }

    /** A thread that does not come back. */
    final class ByThread implements Hold {

        private final FutureTask<?> call;
        private final Thread thread;
        private final String does;

        private ByThread(FutureTask<?> call, Thread thread, String does) {
            this.call = call;
            this.thread = thread;
            this.does = does;
        }

        static ByThread start(String name, Callable<?> body, String does) {
            FutureTask<?> call = new FutureTask<>(body);
            Thread thread = new Thread(call, name);
            thread.setDaemon(true);
            thread.start();
            return new ByThread(call, thread, "thread '" + name + "' " + does);
        }

        /**
         * The same on a virtual thread, which has no name.
         *
         * @throws UserMistake if this JVM has none
         */
        static ByThread startVirtual(Callable<?> body, String does) {
            FutureTask<?> call = new FutureTask<>(body);
            try {
                Thread thread = (Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, call);
                return new ByThread(call, thread, "virtual thread #" + thread.getId() + " " + does);
            } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException none) {
                // The third: where they are a preview.
                throw new UserMistake("Virtual threads come with Java 21; this is Java "
                        + Runtime.version().feature());
            }
        }

        /**
         * Returns once the thread is where it stays.
         *
         * @throws Exception what the call throws, if it ends before
         */
        void await(Predicate<Thread> stays) throws Exception {
            while (!stays.test(thread)) {
                if (call.isDone()) {
                    end();
                    throw new IllegalStateException("The call has ended: " + this);
                }
                Thread.sleep(1);
            }
        }

        private void end() throws Exception {
            try {
                call.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception thrown ? thrown : e;
            }
        }

        @Override
        public boolean isOver() {
            return !thread.isAlive();
        }

        @Override
        public void letGo() throws InterruptedException {
            thread.interrupt();
            thread.join();
        }

        @Override
        public String toString() {
            return does;
        }
    }
}
