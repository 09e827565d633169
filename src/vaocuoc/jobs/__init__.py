"""Work outside a request (việc chạy nền): the worker, jobs of killed workers, periodic work once per slot."""
