filedesc://castelmar.arc 0.0.0.0 20050517090000 text/plain 69
1 0 Invented
URL IP-address Archive-date Content-type Archive-length

http://news.castelmar.example/fair.txt 192.0.2.7 20050517093005 text/plain 199
HTTP/1.1 200 OK
Content-Type: text/plain; charset=iso-8859-1

Fair opens in Castelmar

The book fair of Castelmar opened on Tuesday with 120 stalls.

The café at the station stays open until eleven.

