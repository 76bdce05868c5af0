/**
 * Tests that every implementation of a service passes, built in or third party, and a reference
 * linear algebra to test against. A test class extends a contract and supplies the implementation.
 */
package io.onestep.testkit;
