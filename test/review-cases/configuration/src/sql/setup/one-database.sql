GRANT ALL PRIVILEGES ON shop.* TO 'shop'@'10.%';
