"""What hides in a context file, and what must not be in one."""
