/**
 * How the tasks of a run are executed. A task is one trial at one point; its result depends on
 * nothing but the spec and the task, so an executor may run tasks anywhere and in any order.
 */
package io.onestep.api.execution;
