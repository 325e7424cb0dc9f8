UPDATE accounts SET role = 'admin';
